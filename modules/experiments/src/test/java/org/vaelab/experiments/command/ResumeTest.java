package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.tensorboard.Events;

/** A run that was stopped goes on exactly as if it had not been. */
class ResumeTest {
  /** Everything with a memory: moments, running statistics, a plateau, a fitted likelihood. */
  private static final String SPEC =
      """
      {
        "name": "resume",
        "data": { "dataset": "digits", "limit": 1100, "testLimit": 200, "validation": 100,
                  "transform": "stochastic-binarize" },
        "model": { "latent": 3, "conditional": true, "prior": "label",
                   "encoder": { "type": "fc", "hidden": [ { "width": 64, "batchNorm": true } ] } },
        "loss": { "likelihood": { "type": "gaussian", "sigma": "optimal" },
                  "objective": { "type": "elbo", "warmUp": { "type": "linear", "length": 5 } } },
        "training": { "epochs": 4, "batchSize": 50,
                      "optimizer": { "type": "adam", "learningRate": 0.003, "clipNorm": 50 },
                      "schedule": { "type": "plateau", "patience": 0, "threshold": 0.05,
                                    "metric": "validation_loss", "factor": 0.5 } },
        "figures": []
      }
      """;

  /** What is drawn while it trains, from both of the places that a kill may hit. */
  private static final String ANIMATION =
      "figures=[{\"type\":\"latent\",\"points\":200,\"projection\":\"none\",\"animated\":true,"
          + "\"epochs\":[0,7]}]";

  private static final int LOSSES_AND_RATE = 8;

  @TempDir private Path folder;
  private Path spec = Path.of("");

  @BeforeEach
  void writeSpec() throws IOException {
    spec = Files.writeString(folder.resolve("spec.json"), SPEC);
  }

  /** SIGKILL at ten random moments, in a process of its own each time. */
  @Test
  void thirtyEpochsKilledTenTimesAreThirtyEpochs() throws IOException, InterruptedException {
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    assertThat(train(whole, "--set", "training.epochs=30", "--set", ANIMATION).exitCode()).isZero();
    Random random = new Random(4);
    boolean begun = false;
    for (int kill = 0; kill < 10; kill++) {
      Process process =
          begun
              ? start("resume", killed.toString())
              : start(
                  "run",
                  spec.toString(),
                  "--out",
                  killed.toString(),
                  "--set",
                  "training.epochs=30",
                  "--set",
                  ANIMATION,
                  "--threads",
                  "1",
                  "--overwrite");
      killAfter(process, 1 + random.nextInt(2), random.nextInt(120));
      begun = true;
    }
    assertThat(process(start("resume", killed.toString()))).isZero();

    assertThat(bytes(killed, "model.safetensors")).isEqualTo(bytes(whole, "model.safetensors"));
    assertThat(losses(killed)).hasSize(31).isEqualTo(losses(whole));
    for (String picture : List.of("latent.gif", "latent-epoch-0000.png", "latent-epoch-0007.png")) {
      assertThat(bytes(killed, "figures/" + picture))
          .as(picture)
          .isEqualTo(bytes(whole, "figures/" + picture));
    }
  }

  /** SIGTERM, as Ctrl-C: the step is finished, the way on is shown, and it is the same way. */
  @Test
  void aStoppedRunSaysHowToGoOn() throws IOException, InterruptedException {
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    train(whole, "--set", "training.epochs=60", "--set", "training.checkpoint.every=60");
    Process process =
        start(
            "run",
            spec.toString(),
            "--out",
            stopped.toString(),
            "--set",
            "training.epochs=60",
            "--set",
            "training.checkpoint.every=60",
            "--threads",
            "1");
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = lines.readLine()) != null) {
        said.append(line).append('\n');
        if (line.startsWith("epoch  2/60")) {
          process.toHandle().destroy();
        }
      }
    }

    assertThat(process.waitFor()).as(said.toString()).isEqualTo(130);
    assertThat(said.toString()).contains("go on with: ./vaelab resume " + stopped);
    // No epoch was saved but for the stop.
    assertThat(stopped.resolve("checkpoints")).isDirectoryContaining("glob:**/epoch-*.json");
    assertThat(Program.run("resume", stopped.toString()).exitCode()).isZero();
    assertThat(losses(stopped)).isEqualTo(losses(whole));
    assertThat(bytes(stopped, "model.safetensors")).isEqualTo(bytes(whole, "model.safetensors"));
  }

  @Test
  void earlyStoppingKeepsTheBestWeights() throws IOException {
    Path run = folder.resolve("run");
    // A rate this high is best at once; what follows is worse.
    Program program =
        train(
            run,
            "--set",
            "training.epochs=40",
            "--set",
            "training.optimizer.learningRate=0.2",
            "--set",
            "training.earlyStopping={\"metric\":\"validation_loss\",\"patience\":2}");

    assertThat(program.exitCode()).as(program.err()).isZero();
    List<String> rows = Files.readAllLines(run.resolve("metrics.csv"));
    int epochs = rows.size() - 1;
    assertThat(epochs).isBetween(3, 39);
    int best = epochs - 3;
    assertThat(program.out())
        .contains("best epoch " + best + " of " + epochs + " by validation_loss");
    assertThat(run.resolve("checkpoints"))
        .isDirectoryContaining("glob:**/epoch-*" + best + ".json");

    Path shorter = folder.resolve("shorter");
    train(
        shorter,
        "--set",
        "training.epochs=" + best,
        "--set",
        "training.optimizer.learningRate=0.2");
    assertThat(bytes(run, "model.safetensors")).isEqualTo(bytes(shorter, "model.safetensors"));
  }

  @Test
  void moreEpochsAreAsIfTheyHadBeenAskedForAtOnce() throws IOException {
    Path whole = folder.resolve("whole");
    Path longer = folder.resolve("longer");
    train(whole);
    train(longer, "--set", "training.epochs=2");

    Program program = Program.run("resume", longer.toString(), "--epochs", "4");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out()).contains("going on after epoch 2");
    assertThat(bytes(longer, "model.safetensors")).isEqualTo(bytes(whole, "model.safetensors"));
    assertThat(losses(longer)).isEqualTo(losses(whole));
    assertThat(Files.readString(longer.resolve("spec.json"))).contains("\"epochs\" : 4");
    assertThat(Events.read(longer).scalars.get("beta")).containsOnlyKeys(1L, 2L, 3L, 4L);
  }

  /** A cosine ends with the last epoch: of twice as many the rates would have been others. */
  @Test
  void moreEpochsOfAScheduleThatEndsWithThemAreRefused() throws IOException {
    Path run = folder.resolve("run");
    train(run, "--set", "training.epochs=2", "--set", "training.schedule=cosine");

    Program refused = Program.run("resume", run.toString(), "--epochs", "4");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "could not go on exactly:\n"
                + "training.schedule ends with the last epoch, which was 2 and is 4: the learning"
                + " rate of the last step was 0.00150, and would have been 0.00256\n"
                + "Undo the change or give --force.");
    assertThat(Program.run("resume", run.toString(), "--epochs", "2").exitCode()).isZero();
    assertThat(Program.run("resume", run.toString(), "--epochs", "4", "--force").exitCode())
        .isZero();
  }

  /**
   * Nothing of a run's own files holds what follows from its numbers, so that an older version's
   * are no different: without the columns it goes on, and then has them for each epoch.
   */
  @Test
  void aRunFromBeforeTheBoundWasShownGoesOn() throws IOException {
    Path whole = folder.resolve("whole");
    Path older = folder.resolve("older");
    train(whole);
    train(older, "--set", "training.epochs=2");
    try (Stream<Path> files = Files.list(older.resolve("checkpoints"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".jsonl")))
          .hasSize(2)
          .allSatisfy(
              file -> assertThat(file).content().doesNotContain("elbo", "derived", "settled"));
    }
    Files.delete(older.resolve("metrics.csv"));

    Program program = Program.run("resume", older.toString(), "--epochs", "4");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(losses(older)).isEqualTo(losses(whole));
    assertThat(losses(older).get(0)).endsWith("train_elbo,test_elbo,validation_elbo");
  }

  @Test
  void aDamagedCheckpointIsPassedOver() throws IOException {
    Path whole = folder.resolve("whole");
    Path damaged = folder.resolve("damaged");
    train(whole);
    train(damaged, "--set", "training.checkpoint.keep=4");
    Path checkpoints = damaged.resolve("checkpoints");
    truncate(checkpoints.resolve("epoch-0004.safetensors"));
    flip(checkpoints.resolve("epoch-0003.safetensors"));
    Path json = checkpoints.resolve("epoch-0002.json");
    Files.writeString(
        json, Files.readString(json).replace("\"iteration\" : 40", "\"iteration\" : 41"));

    Program program = Program.run("resume", damaged.toString());

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.err())
        .contains("epoch-0004.json is damaged (the checksum of epoch-0004.safetensors")
        .contains("epoch-0003.json is damaged (the checksum of epoch-0003.safetensors")
        .contains("epoch-0002.json is damaged (its checksum does not fit)");
    assertThat(program.out()).contains("going on after epoch 1");
    assertThat(bytes(damaged, "model.safetensors")).isEqualTo(bytes(whole, "model.safetensors"));
  }

  @Test
  void anotherSpecIsRefusedWithItsDifference() throws IOException {
    Path run = folder.resolve("run");
    train(run, "--set", "training.epochs=1");
    Path written = run.resolve("spec.json");
    String text = Files.readString(written);
    Files.writeString(
        written,
        text.replace("\"batchSize\" : 50", "\"batchSize\" : 25")
            .replace("\"description\" : \"\"", "\"description\" : \"harmless\""));

    Program refused = Program.run("resume", run.toString(), "--epochs", "2");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("\ntraining.batchSize was 50, is 25\n").contains("--force");
    assertThat(refused.err()).doesNotContain("harmless", "epochs was");
    Program forced = Program.run("resume", run.toString(), "--epochs", "2", "--force");
    assertThat(forced.exitCode()).as(forced.err()).isZero();

    Files.writeString(written, text.replace("\"limit\" : 1100", "\"limit\" : 1000"));
    assertThat(Program.run("resume", run.toString()).err())
        .contains("data.limit was 1100, is 1000");
    assertThat(Program.run("resume", run.toString(), "--epochs", "1", "--force").err())
        .contains("--epochs must be >= 2, the epochs that are begun or done, was 1");
  }

  @Test
  void whatCannotBeResumed() throws IOException {
    assertThat(Program.run("resume", folder.toString()).err()).contains("has no checkpoint");
    Path none = folder.resolve("none");
    assertThat(Program.run("resume", none.toString()).err())
        .contains(none + " is no run folder: it has no spec.json.");
  }

  @Test
  void twoRunsCannotWriteOneFolder() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    try (FileChannel other =
        FileChannel.open(
            run.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(other.tryLock()).isNotNull();
      Program program = train(run, "--overwrite");

      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err()).contains(run + " is being written by another run");
    }
    assertThat(train(run, "--set", "training.epochs=1").exitCode()).isZero();
    assertThat(run.resolve(".lock")).doesNotExist();
  }

  @Test
  void theNewestCheckpointsAreKept() throws IOException {
    Path run = folder.resolve("run");
    train(run, "--set", "training.epochs=7", "--set", "training.checkpoint.every=3");
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "epoch-0006.json",
              "epoch-0006.safetensors",
              "epoch-0007.json",
              "epoch-0007.safetensors",
              "history.jsonl",
              "history-copy.jsonl");
    }
  }

  private Program train(Path out, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("run", spec.toString(), "--out", out.toString(), "--threads", "1"));
    arguments.addAll(List.of(more));
    return Program.run(arguments);
  }

  private static Process start(String... arguments) throws IOException {
    return ChildProgram.of(List.of(), arguments).start();
  }

  /** Kills once it has said that so many epochs are done, and some milliseconds more have gone. */
  private static void killAfter(Process process, int epochs, int milliseconds)
      throws IOException, InterruptedException {
    int seen = 0;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while (seen < epochs && (line = lines.readLine()) != null) {
        seen += line.startsWith("epoch ") ? 1 : 0;
      }
      Thread.sleep(milliseconds);
      process.destroyForcibly().waitFor();
    }
  }

  private static int process(Process process) throws IOException, InterruptedException {
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private static void truncate(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length / 2));
  }

  private static void flip(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length - 7] ^= 4;
    Files.write(file, content);
  }

  private static byte[] bytes(Path run, String name) throws IOException {
    return Files.readAllBytes(run.resolve(name));
  }

  /** Without seconds and images per second. */
  private static List<String> losses(Path run) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.csv"))) {
      List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
      cells.subList(LOSSES_AND_RATE, LOSSES_AND_RATE + 2).clear();
      rows.add(String.join(",", cells));
    }
    return rows;
  }
}
