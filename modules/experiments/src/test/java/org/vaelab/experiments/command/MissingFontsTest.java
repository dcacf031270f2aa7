package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.Main;

/**
 * A Java that cannot draw text, in a process of its own: one that uses the system's HarfBuzz, as
 * Debian's does, is given a broken one.
 */
@EnabledOnOs(OS.LINUX)
class MissingFontsTest {
  @TempDir private Path folder;

  @Test
  void theWeightsAreKeptAndTheFiguresAreDrawnLater() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            spec().toString(),
            "--out",
            run.toString());
    Files.writeString(folder.resolve("libharfbuzz.so.0"), "not a library");
    builder.environment().put("LD_LIBRARY_PATH", folder.toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    int exitCode = process.waitFor();
    Assumptions.assumeTrue(exitCode != 0, "this Java brings its own libraries for text");
    assertThat(exitCode).as(output).isEqualTo(2);
    assertThat(output)
        .contains("The figures cannot be drawn, because Java cannot draw text here: ")
        .contains("Install fontconfig and a font")
        .doesNotContain("\tat ");
    assertThat(run.resolve("model.safetensors")).isNotEmptyFile();

    assertThat(Program.run("resume", run.toString()).exitCode()).isZero();
    assertThat(run.resolve("figures/curves.png")).isNotEmptyFile();
  }

  private Path spec() throws IOException {
    return Files.writeString(
        folder.resolve("spec.json"),
        """
        { "name": "fonts", "data": { "dataset": "digits", "limit": 200, "testLimit": 100 },
          "model": { "latent": 2, "encoder": { "hidden": [16] }, "decoder": { "hidden": [16] } },
          "training": { "epochs": 1 }, "figures": [{ "type": "curves" }] }
        """);
  }
}
