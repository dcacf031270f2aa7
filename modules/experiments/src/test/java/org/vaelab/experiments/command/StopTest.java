package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM outside of the training's steps; {@link ResumeTest} has those within. */
@DisabledOnOs(OS.WINDOWS)
class StopTest {
  /** A container is killed ten seconds after it was asked to stop. */
  private static final Duration PROMPT = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private Path spec = Path.of("");
  private Path out = Path.of("");

  /** t-SNE of so many points takes half a minute. */
  @BeforeEach
  void writeSpec() throws IOException {
    out = folder.resolve("out");
    spec =
        Files.writeString(
            folder.resolve("spec.json"),
            """
            { "name": "stop", "data": { "dataset": "digits", "limit": 100, "testLimit": 4000 },
              "model": { "latent": 20, "encoder": { "hidden": [8] }, "decoder": { "hidden": [8] } },
              "training": { "epochs": 3 }, "figures": [{ "type": "latent", "points": 4000, "projection": "tsne" }] }
            """);
  }

  /** The library is unpacked first, which takes seconds. */
  @Test
  void whileItStarts() throws Exception {
    Path cache = folder.resolve("cache");
    ProcessBuilder builder =
        ChildProgram.of(List.of(), "run", spec.toString(), "--out", out.toString());
    builder.environment().put("DJL_CACHE_DIR", cache.toString());
    Process process = builder.start();
    while (!Files.exists(cache.resolve("pytorch"))) {
      Thread.sleep(5);
    }

    assertThat(stop(process))
        .isEqualTo(new ChildProgram(130, "stopped before the training began; begin again.\n"));
    assertThat(out).doesNotExist();
  }

  @Test
  void whileTheLastFiguresAreDrawn() throws Exception {
    Process process =
        ChildProgram.of(List.of(), "run", spec.toString(), "--out", out.toString()).start();
    String said = readUntil(process, "drawing latent");

    assertThat(stop(process).output())
        .as(said)
        .isEqualTo("stopped; go on with: ./vaelab resume " + out + "\n");
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(out.resolve("model.safetensors")).isNotEmptyFile();
  }

  /** A figure of an epoch is drawn before its checkpoint: what is there is that of epoch 1. */
  @Test
  void whileAFigureOfAnEpochIsDrawn() throws Exception {
    Process process =
        ChildProgram.of(
                List.of(),
                "run",
                spec.toString(),
                "--out",
                out.toString(),
                "--set",
                "figures=[{\"type\":\"latent\",\"points\":4000,\"projection\":\"tsne\",\"epochs\":[2]}]")
            .start();
    String said = readUntil(process, "epoch 2/3");

    assertThat(stop(process).output())
        .as(said)
        .isEqualTo("stopped; go on with: ./vaelab resume " + out + "\n");
    assertThat(process.exitValue()).isEqualTo(130);
    Program resumed = Program.run("resume", out.toString(), "--epochs", "1");
    assertThat(resumed.err()).doesNotContain("no checkpoint");
  }

  @Test
  void whileAFigureIsDrawnBeforeTheFirstCheckpoint() throws Exception {
    Process process =
        ChildProgram.of(
                List.of(),
                "run",
                spec.toString(),
                "--out",
                out.toString(),
                "--set",
                "figures=[{\"type\":\"latent\",\"points\":4000,\"projection\":\"tsne\",\"epochs\":[0]}]")
            .start();
    String said = readUntil(process, "parameters");

    assertThat(stop(process).output())
        .as(said)
        .isEqualTo("stopped before the first checkpoint of " + out + "; begin again.\n");
    assertThat(process.exitValue()).isEqualTo(130);
  }

  private static String readUntil(Process process, String text) throws Exception {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    String line;
    while ((line = lines.readLine()) != null) {
      said.append(line).append('\n');
      if (line.contains(text)) {
        // What comes next has begun.
        Thread.sleep(700);
        return said.toString();
      }
    }
    throw new AssertionError("\"" + text + "\" was not said:\n" + said);
  }

  private static ChildProgram stop(Process process) throws Exception {
    process.toHandle().destroy();
    if (!process.waitFor(PROMPT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it did not end");
    }
    StringBuilder rest = new StringBuilder();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    lines.lines().forEach(line -> rest.append(line).append('\n'));
    return new ChildProgram(process.exitValue(), rest.toString());
  }
}
