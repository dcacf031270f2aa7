package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a folder of runs, and how they differ. */
class CompareTest {
  @TempDir private Path runs;
  private Path first = Path.of("");
  private Path second = Path.of("");

  @BeforeEach
  void train() throws IOException {
    first = runs.resolve("first");
    second = runs.resolve("second");
    SmallRun.train(first);
    SmallRun.train(second, "--set", "training.epochs=3", "--set", "model.latent=3");
  }

  private static String line(Program listed, Path run) {
    return listed
        .out()
        .lines()
        .filter(line -> line.startsWith(run + " "))
        .findFirst()
        .orElseThrow();
  }

  private Program list() {
    return Program.run("list", runs.toString());
  }

  @Test
  void finishedRunsAreListedWithWhatTheyDifferIn() throws IOException {
    List<String> rows = Files.readAllLines(second.resolve("metrics.csv"));
    String loss = String.format("%.2f", Double.valueOf(rows.get(3).split(",")[4]));

    assertThat(line(list(), second))
        .matches(".* finished +3 of 3 +" + loss + " +\\d+ s +model.latent=3 training.epochs=3");
    assertThat(line(list(), first)).endsWith("model.latent=2 training.epochs=2");
  }

  @Test
  void aRunWithoutItsModelWasStoppedOrDiverged() throws IOException {
    Files.delete(first.resolve("model.safetensors"));
    assertThat(line(list(), first)).contains(" stopped ");

    Files.writeString(
        first.resolve("run.log"),
        "2026-01-01 00:00:00.000 training diverged: epoch 3\n",
        StandardOpenOption.APPEND);
    assertThat(line(list(), first)).contains(" diverged ");

    SmallRun.resume(first, "--epochs", "3");
    assertThat(line(list(), first)).contains(" finished  3 of 3 ");
  }

  /** The model of the epochs before is still there. */
  @Test
  void aRunThatIsToGoOnIsNotFinished() throws IOException {
    Path spec = first.resolve("spec.json");
    Files.writeString(spec, Files.readString(spec).replace("\"epochs\" : 2", "\"epochs\" : 9"));

    assertThat(line(list(), first)).contains(" stopped   2 of 9 ");
  }

  @Test
  void aLockedRunIsRunning() throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                first.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(line(list(), first)).contains(" running ");
    }
    assertThat(line(list(), first)).contains(" finished ");
  }

  @Test
  void aDamagedRunIsListedAsSuch() throws IOException {
    Files.writeString(first.resolve("spec.json"), "{ \"name\"");

    assertThat(line(list(), first)).contains(" damaged ");
    assertThat(line(list(), second)).contains(" finished ");
  }

  @Test
  void comparedRunsHaveTheirFieldsNumbersAndCurves() throws IOException {
    Path picture = runs.resolve("curves.png");
    Program compared =
        Program.run("compare", first.toString(), second.toString(), "--out", picture.toString());

    assertThat(compared.err()).isEmpty();
    assertThat(compared.out())
        .containsPattern("model.latent +2 +3\n")
        .containsPattern("training.epochs +2 +3\n")
        .containsPattern("test_loss +\\d+\\.\\d{4} +\\d+\\.\\d{4}\n")
        .doesNotContain("training.batchSize");
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(2 * 460 * 3);
    assertThat(
            Program.run("compare", first.toString(), second.toString(), "--out", picture.toString())
                .err())
        .contains("exists; choose another --out, or replace it with --overwrite.");
  }

  @Test
  void wrongUseIsRefused() {
    assertThat(Program.run("compare", first.toString()).err())
        .startsWith("compare needs at least two runs");
    assertThat(Program.run("compare", first.toString(), first + "/.").err())
        .startsWith("compare needs at least two runs");
    assertThat(Program.run("compare", first.toString(), runs.toString()).err())
        .startsWith(runs + " is no run folder");
    assertThat(Program.run("list", runs.resolve("none").toString()).err())
        .contains("is missing; give the folder that has the runs");
    assertThat(Program.run("list", first.resolve("figures").toString()).out())
        .isEqualTo("no runs in " + first.resolve("figures") + "\n");
  }
}
