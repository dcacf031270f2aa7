package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.spec.SpecWords;

/** What a person sees of a run. */
class WatchedRunTest {
  private static final String LINE = System.lineSeparator();

  @TempDir private Path folder;

  private Path spec() throws IOException {
    return Files.writeString(
        folder.resolve("spec.json"),
        """
        { "name": "s", "data": { "dataset": "digits", "limit": 1500, "testLimit": 50 },
          "model": { "latent": 2, "encoder": { "hidden": [300] }, "decoder": { "hidden": [300] } },
          "training": { "epochs": 2, "batchSize": 2 }, "figures": [ "latent", "curves" ] }
        """);
  }

  @Test
  void theBarSaysWhatIsLeftAndFiguresAreNamed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Path run = folder.resolve("run");
    int exitCode =
        VaelabCommand.execute(
            new Terminal(stream, stream, true, RunLog.start()),
            SpecWords.builtIn(),
            "run",
            spec().toString(),
            "--out",
            run.toString());

    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(said).isZero();
    assertThat(said)
        .containsPattern(
            "\repoch 1/2.* \\d+%  loss [\\d.]+  [\\d,]+ images/s  \\d+:\\d\\d left, run \\d+:\\d\\d"
                + " left")
        .contains("drawing latent and curves ..." + LINE, "\rdrawing latent (1 of 2), 0 s so far")
        .containsPattern("2 epochs in \\d+ s" + LINE)
        .contains(
            "run folder: "
                + run
                + LINE
                + "next: look at "
                + run.resolve("figures")
                + ", or\n  ./vaelab report "
                + run)
        .endsWith("  ./vaelab resume " + run + " --epochs N   train longer" + LINE);
    assertThat(said.split("[\r\n]"))
        .filteredOn(line -> line.contains(" left"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.length()).isLessThan(80));
    // The log has what was said, not what was painted.
    assertThat(run.resolve("run.log")).content().doesNotContain(" left, run", "so far");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theBarFitsTheWindow() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")));
    List<String> run =
        ChildProgram.of(
                List.of("-Dvaelab.terminal=true"),
                "run",
                spec().toString(),
                "--out",
                folder.resolve("run").toString(),
                "--set",
                "training.epochs=1",
                "--set",
                "figures=[]")
            .command();
    Path line =
        Files.writeString(
            folder.resolve("line"), "stty cols 47\nexec '" + String.join("' '", run) + "'\n");
    Process process =
        new ProcessBuilder("script", "-qefc", "sh " + line, "/dev/null")
            .redirectErrorStream(true)
            .start();

    String said = ChildProgram.finish(process).output();
    assertThat(said.split("[\r\n]"))
        .filteredOn(each -> each.contains("%  loss"))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.length()).isLessThan(47));
  }
}
