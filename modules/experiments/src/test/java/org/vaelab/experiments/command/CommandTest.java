package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.tensorboard.Events;

/** The command line as a user meets it: what is written, said and returned. */
class CommandTest {
  private static final Condition<String> EVENTS =
      new Condition<>(
          name -> name.matches("events\\.out\\.tfevents\\.\\d+\\.vaelab"), "a file of events");

  @TempDir private Path folder;
  private Path spec = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void writeSpec() throws IOException {
    spec = folder.resolve("small.json");
    out = folder.resolve("out");
    Files.writeString(
        spec,
        """
        {
          "name": "small",
          "data": { "dataset": "digits", "limit": 600, "testLimit": 200 },
          "model": { "latent": 3, "conditional": true,
                     "encoder": { "type": "fc", "hidden": [32] },
                     "decoder": { "type": "fc", "hidden": [32] } },
          "training": { "epochs": 2, "batchSize": 100 }
        }
        """);
  }

  @Test
  void runWritesTheWholeFolder() throws IOException {
    Program program = run();

    assertThat(program.err()).isEmpty();
    assertThat(program.exitCode()).isZero();
    assertThat(program.out().lines())
        .hasSize(14)
        .contains("drawing reconstructions, samples, latent and curves ...", "run folder: " + out);
    List<String> files = new ArrayList<>(files(out));
    assertThat(files).haveExactly(1, EVENTS).hasSize(16);
    files.removeIf(EVENTS::matches);
    assertThat(files)
        .containsExactly(
            "checkpoints/epoch-0001.json",
            "checkpoints/epoch-0001.safetensors",
            "checkpoints/epoch-0002.json",
            "checkpoints/epoch-0002.safetensors",
            "checkpoints/history-copy.jsonl",
            "checkpoints/history.jsonl",
            "environment.json",
            "figures/curves.png",
            "figures/latent.png",
            "figures/reconstructions.png",
            "figures/samples.png",
            "metrics.csv",
            "model.safetensors",
            "run.log",
            "spec.json");
    List<String> csv = Files.readAllLines(out.resolve("metrics.csv"));
    assertThat(csv).hasSize(3);
    assertThat(csv.get(0))
        .isEqualTo(
            "epoch,train_loss,train_reconstruction,train_kl,test_loss,test_reconstruction,test_kl,"
                + "learning_rate,seconds,images_per_second,train_elbo,test_elbo");
    assertThat(csv.get(2))
        .matches("2(,-?\\d+\\.\\d{6}){6},0\\.001,\\d+\\.\\d{3},\\d+\\.\\d(,-?\\d+\\.\\d{6}){2}");
    // It is the loss.
    assertThat(program.out()).doesNotContain("elbo");
    assertThat(out.resolve("environment.json"))
        .content()
        .contains("\"device\" : \"cpu\"", "\"djl\" : \"0.35.1\"", "\"pytorch\" : \"2.7.1\"")
        .contains("\"command\" : \"vaelab run ", "\"name\" : \"digits/train-600\"");
    assertThat(out.resolve("run.log")).content().contains("epoch 2/2", "run folder: ");
  }

  /**
   * A column of metrics.csv is a scalar, a figure an image, a latent dimension in the histogram.
   */
  @Test
  void tensorBoardSeesWhatTheFolderHas() throws IOException {
    String warmUp =
        "loss.objective={\"type\":\"elbo\",\"beta\":3,"
            + "\"warmUp\":{\"type\":\"linear\",\"length\":2}}";
    run("--set", warmUp, "--set", "data.validation=100");

    Events events = Events.read(out);
    List<String> csv = Files.readAllLines(out.resolve("metrics.csv"));
    String[] columns = csv.get(0).split(",", -1);
    assertThat(events.scalars).hasSize(columns.length);
    for (int row = 1; row <= 2; row++) {
      String[] cells = csv.get(row).split(",", -1);
      for (int c = 1; c < columns.length; c++) {
        String tag = columns[c].replaceFirst("(train|test|validation)_(.+)", "$2/$1");
        double tolerance = tag.equals("images_per_second") ? 0.1 : 1e-3;
        assertThat(Objects.requireNonNull(events.scalars.get(tag)).get((long) row))
            .as(tag)
            .isCloseTo(Double.parseDouble(cells[c]), within(tolerance));
      }
    }
    assertThat(events.texts.get("spec/text_summary")).contains("    {\n", "\"type\" : \"linear\"");
    assertThat(events.settings)
        .containsEntry("loss.objective.beta", 3.0)
        .containsEntry("model.conditional", 1L)
        .containsEntry("data.dataset", "digits")
        .containsEntry(
            "model.encoder.hidden", "[{\"width\":32,\"batchNorm\":false,\"activation\":null}]")
        .doesNotContainKeys("name", "data.testLimits", "training.checkpoint.every");
    // Five batches an epoch: the last update of the first epoch has seen four of ten.
    assertThat(Objects.requireNonNull(events.scalars.get("beta")).get(1L))
        .isCloseTo(3 * 4 / 10.0, within(1e-6));
    assertThat(events.histogramCounts.get("kl_per_dimension")).isEqualTo(Map.of(1L, 3.0, 2L, 3.0));
    assertThat(events.images.keySet())
        .containsExactly(
            "figures/curves", "figures/latent", "figures/reconstructions", "figures/samples");
    assertThat(events.images.get("figures/curves"))
        .isEqualTo(Map.of(2L, (int) Files.size(out.resolve("figures/curves.png"))));
  }

  /** Losses of another beta cannot be compared; what can be stands beside them. */
  @Test
  void theBoundIsShownWhereItIsNotTheLoss() throws IOException {
    Program program = run("--set", "loss.objective.beta=4");

    String[] columns = Files.readAllLines(out.resolve("metrics.csv")).get(0).split(",", -1);
    String[] last = Files.readAllLines(out.resolve("metrics.csv")).get(2).split(",", -1);
    Map<String, Double> row = new HashMap<>();
    for (int c = 0; c < columns.length; c++) {
      row.put(columns[c], Double.valueOf(last[c]));
    }
    double bound = number(row, "test_reconstruction") + number(row, "test_kl");
    assertThat(number(row, "test_elbo")).isCloseTo(bound, within(2e-6));
    assertThat(number(row, "test_loss"))
        .isCloseTo(number(row, "test_reconstruction") + 4 * number(row, "test_kl"), within(1e-3));
    assertThat(program.out())
        .contains(
            String.format(
                Locale.ROOT,
                "%ntest loss %.2f (rec %.2f, kl %.2f, elbo %.2f)%n",
                number(row, "test_loss"),
                number(row, "test_reconstruction"),
                number(row, "test_kl"),
                number(row, "test_elbo")));
    // A chart more than loss, reconstruction and KL.
    BufferedImage curves = ImageIO.read(out.resolve("figures/curves.png").toFile());
    assertThat(curves.getWidth()).isEqualTo(2 * 4 * 460);
  }

  @Test
  void whatSeldomWorksIsSaidAndDone() {
    String pixel =
        "loss.likelihood={\"type\":\"gaussian\",\"sigma\":{\"type\":\"pixel\",\"scale\":{\"floor\":%s}}}";
    String advice = "loss.likelihood.sigma.scale.floor is 1.0E-6: with less than 0.001";
    String[] small = {"--set", pixel.formatted("1e-6"), "--set", "training.epochs=1"};

    List<String> validate = new ArrayList<>(List.of("validate", spec.toString()));
    validate.addAll(List.of(small));
    Program validated = Program.run(validate.toArray(String[]::new));
    assertThat(validated.exitCode()).isZero();
    assertThat(validated.err()).startsWith(advice);
    Program run = run(small);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).startsWith(advice);
    assertThat(out.resolve("run.log")).content().contains(advice);
    assertThat(Program.run("validate", spec.toString(), "--set", pixel.formatted("0.01")).err())
        .isEmpty();
  }

  private static double number(Map<String, Double> row, String column) {
    return Objects.requireNonNull(row.get(column), column);
  }

  /** 300 kB have room for chunks of 22 images of 600. */
  @Test
  void whatDoesNotFitOnTheDeviceIsStreamedWithTheSameNumbers() throws IOException {
    run();
    Path streamed = folder.resolve("streamed");
    Program program =
        Program.run(
            "run", spec.toString(), "--out", streamed.toString(), "--device-memory", "300K");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out()).contains("are streamed to it in chunks");
    assertThat(Files.readAllBytes(streamed.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(out.resolve("model.safetensors")));
    assertThat(Program.run("run", spec.toString(), "--device-memory", "much").err())
        .contains("--device-memory must be a number of bytes such as 512M or 2G, was \"much\"");
  }

  @Test
  void theSpecInTheRunFolderRunsAgain() throws IOException {
    run("--set", "training.epochs=1");
    Path again = folder.resolve("again");
    Program program =
        Program.run("run", out.resolve("spec.json").toString(), "--out", again.toString());

    assertThat(program.exitCode()).isZero();
    assertThat(again.resolve("spec.json")).hasSameTextualContentAs(out.resolve("spec.json"));
    assertThat(Files.readAllBytes(again.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(out.resolve("model.safetensors")));
  }

  @Test
  void figuresHaveTheSizesTheirOptionsGive() throws IOException {
    run(
        "--set",
        "figures=[{\"type\":\"samples\",\"columns\":3},{\"type\":\"samples\",\"columns\":5},"
            + "{\"type\":\"reconstructions\",\"count\":4}]",
        "--set",
        "training.epochs=1");

    BufferedImage three = ImageIO.read(out.resolve("figures/samples.png").toFile());
    BufferedImage five = ImageIO.read(out.resolve("figures/samples-2.png").toFile());
    int tile = 4 * 28 + 6;
    assertThat(five.getWidth() - three.getWidth()).isEqualTo(2 * tile);
    assertThat(five.getHeight()).isEqualTo(10 * tile - 6 + 48);
    assertThat(files(out.resolve("figures")))
        .containsExactly("reconstructions.png", "samples-2.png", "samples.png");
  }

  @Test
  void aFolderThatIsNotEmptyIsRefusedWithoutOverwrite() throws IOException {
    run("--set", "training.epochs=1");
    Path mine = Files.writeString(out.resolve("notes.txt"), "mine");
    Path stale = Files.writeString(out.resolve("metrics.csv"), "stale");

    Program refused = run();
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            out
                + " is not empty; give --overwrite to replace the run in it, or another --out."
                + System.lineSeparator());
    assertThat(stale).hasContent("stale");

    assertThat(run("--overwrite").exitCode()).isZero();
    assertThat(mine).hasContent("mine");
    assertThat(stale).content().startsWith("epoch,");
  }

  /** Of a full covariance, which is fitted before anything is tested. */
  @ParameterizedTest
  @CsvSource({"3e38, sigmoid, weight is no longer finite", "1e15, identity, what the model gives"})
  void aLastUpdateThatLeavesNoNumbersIsExitCode3(String rate, String mean, String words) {
    Program program =
        run(
            "--set",
            "data={\"dataset\":\"digits\",\"limit\":800,\"testLimit\":50}",
            "--set",
            "loss.likelihood={\"type\":\"gaussian\",\"sigma\":\"full-covariance\",\"mean\":\""
                + mean
                + "\"}",
            "--set",
            "training.batchSize=800",
            "--set",
            "training.epochs=1",
            "--set",
            "training.optimizer={\"type\":\"sgd\",\"learningRate\":" + rate + "}",
            "--set",
            "loss.objective.reconstructionWeight=1e6");

    assertThat(program.err())
        .startsWith("training diverged: epoch 1, after its last step: ")
        .contains(words, "There is no checkpoint from before it.");
    assertThat(program.exitCode()).isEqualTo(3);
    assertThat(out.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void divergenceNamesTheLastGoodCheckpoint() throws IOException {
    assertThat(run().exitCode()).isZero();
    Path written = out.resolve("spec.json");
    Files.writeString(
        written,
        Files.readString(written).replace("\"learningRate\" : 0.001", "\"learningRate\" : 1e6"));

    Program program = Program.run("resume", out.toString(), "--epochs", "4", "--force");

    assertThat(program.exitCode()).as(program.err()).isEqualTo(3);
    assertThat(program.err())
        .startsWith("training diverged: epoch 3, training, step ")
        .contains(
            "The last good checkpoint is "
                + out.resolve("checkpoints").resolve("epoch-0002.safetensors")
                + ".");
  }

  @Test
  void divergenceIsExitCode3AndSaysWhere() throws IOException {
    Program program = run("--set", "training.optimizer.learningRate=1e6");

    assertThat(program.exitCode()).isEqualTo(3);
    assertThat(program.err())
        .startsWith("training diverged: epoch 1, training, step ")
        .contains("learningRate", "it cannot in step 1 of epoch 1")
        .doesNotContain("\tat ");
    assertThat(files(out)).doesNotContain("model.safetensors", "metrics.csv");
  }

  @Test
  void aFaultInTheSpecIsExitCode2AndLeavesNoFolder() {
    Program program = run("--set", "training.epochs=0", "--set", "data.dataset=nist");

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err().lines())
        .containsExactly(
            "--set data.dataset=nist data.dataset must be digits, mnist, fashion-mnist,"
                + " cifar10, idx, images, npz, csv or imported, was \"nist\"; did you mean mnist?",
            "--set training.epochs=0 training.epochs must be >= 1, was 0");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train",
        "run",
        "run SPEC --epochs 3",
        "run SPEC --threads 0",
        "run SPEC --threads many",
        "run SPEC --threads 20000",
        "run SPEC --device gpu",
        "run SPEC --device cuda:7",
        "run SPEC --data-dir nowhere",
        "run SPEC --set training.epochs",
        "run SPEC --out SPEC",
        "run nothing.json",
        "validate",
        "data",
        "data check nothing",
        "data check --data-dir nowhere",
        "devices now",
        "devices --from http://127.0.0.1:1/",
      })
  void faultsOfArgumentsAreExitCode2WithoutStackTrace(String line) {
    List<String> arguments = new ArrayList<>();
    for (String word : line.split(" ")) {
      if (!word.isEmpty()) {
        arguments.add(word.equals("SPEC") ? spec.toString() : word);
      }
    }
    if (line.startsWith("run SPEC") && !line.contains("--out")) {
      arguments.addAll(List.of("--out", out.toString()));
    }
    Program program = Program.run(arguments);

    assertThat(program.exitCode()).as(program.err()).isEqualTo(2);
    assertThat(program.err()).isNotBlank().doesNotContain("\tat ", "Exception");
    assertThat(out).doesNotExist();
  }

  /** So many threads end the process: the system does not give them. */
  @ParameterizedTest
  @ValueSource(strings = {"run SPEC --out OUT", "resume OUT", "reproduce --out OUT"})
  void moreThreadsThanAnyProcessorHasAreRefused(String line) {
    for (String threads : List.of("0", "-3", "20000")) {
      List<String> arguments = new ArrayList<>();
      for (String word : line.split(" ")) {
        arguments.add(word.replace("SPEC", spec.toString()).replace("OUT", out.toString()));
      }
      arguments.addAll(List.of("--threads", threads));
      Program program = Program.run(arguments);

      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err())
          .isEqualTo(
              "--threads must be 1 to "
                  + ComputeEngine.mostThreads()
                  + ", was "
                  + threads
                  + System.lineSeparator());
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void whatIsForInstallingAloneIsRefusedWithoutIt() {
    assertThat(Program.run("devices", "--from", "http://127.0.0.1:1/").err())
        .isEqualTo("--from is for --install cuda." + System.lineSeparator());
    assertThat(Program.run("devices", "--checksums", spec.toString()).err())
        .isEqualTo("--checksums is for --install cuda." + System.lineSeparator());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:-1/",
        "http:///pytorch",
        "http://",
        "pytorch",
        "file:///tmp",
        "http://a b/",
        "%ZZ",
        ""
      })
  void whatIsNoServerIsRefused(String from) {
    Program program = Program.run("devices", "--install", "cuda", "--from", from);

    assertThat(program.exitCode()).as(program.err()).isEqualTo(2);
    assertThat(program.err())
        .isEqualTo(
            "--from must be the address of a web server, such as"
                + " https://publish.djl.ai/pytorch, was \""
                + from
                + "\""
                + System.lineSeparator());
  }

  /** Four TB, more than a process gets. */
  @Test
  void aModelThatDoesNotFitIsExitCode2() {
    Program program = run("--set", "model.encoder.hidden=[1, 1000000, 1000000]");

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .startsWith("the device's memory is too small: you tried to allocate 4000000000000")
        .contains("Make the model, training.batchSize or data.limit smaller.");
  }

  @Test
  void validateSaysWhatASpecDescribes() {
    Program program = Program.run("validate", spec.toString());

    assertThat(program.exitCode()).isZero();
    assertThat(program.out())
        .isEqualTo(
            spec
                + " is valid: a CVAE with 51,958 parameters on digits, 2 epochs in batches of 100"
                + System.lineSeparator());
  }

  @Test
  void devicesAndDataAndHelp() {
    assertThat(Program.run("devices").out()).contains("PyTorch 2.7.1", "cpu ", "cuda");
    assertThat(Program.run("data", "list").out())
        .contains("digits ", "mnist ", "fashion-mnist ", "cifar10 ");
    Program check = Program.run("data", "check", "digits");
    assertThat(check.exitCode()).isZero();
    assertThat(check.out()).contains("digits: 20,000 train and 4,000 test images of 1x28x28");
    assertThat(Program.run("--help").out()).contains("run", "validate", "devices", "Exit codes");
    assertThat(Program.run("run", "--help").out()).contains("--data-dir", "--set", "--overwrite");
    assertThat(Program.run("help").out()).isEqualTo(Program.run("--help").out());
    assertThat(Program.run("help", "run").out()).isEqualTo(Program.run("run", "--help").out());
    assertThat(Program.run("help", "rum").exitCode()).isEqualTo(2);
  }

  @Test
  void whatIsUnknownIsSaidWithoutFarFetchedGuesses() {
    String line = System.lineSeparator();
    assertThat(Program.run("validate", spec.toString(), "--set", "beta=4").err())
        .isEqualTo("--set beta=4 beta is unknown; did you mean loss.objective.beta?" + line);
    assertThat(Program.run("validate", spec.toString(), "--set", "modl.latent=4").err())
        .contains("modl is unknown; did you mean model?");
    assertThat(Program.run("run", "--seed", "1", "f.json"))
        .isEqualTo(
            new Program(
                2,
                "",
                "--seed is no option of vaelab run\n"
                    + "A field of the spec is changed by --set, such as --set seed=VALUE.\n"
                    + "See: vaelab run --help"
                    + line));
    assertThat(Program.run("run", "f.json", "--thread=2").err())
        .startsWith("--thread is no option of vaelab run; did you mean --threads?\n");
    assertThat(Program.run("measure", "x"))
        .isEqualTo(
            new Program(
                2,
                "",
                "\"measure\" is no command of vaelab\n"
                    + "The commands are init, run, resume, sweep, reproduce, evaluate, doctor,"
                    + " figures, report, sample, reconstruct, encode, decode, interpolate, play,"
                    + " list, compare, export, import, validate, verify, schema, explain, devices,"
                    + " data, completion and help.\n"
                    + "See: vaelab --help"
                    + line));
    assertThat(Program.run("rum", "x").err())
        .startsWith("\"rum\" is no command of vaelab; did you mean run?\n");
    assertThat(Program.run("schema", "x").err())
        .isEqualTo(
            "\"x\" is one argument too many of vaelab schema\nSee: vaelab schema --help" + line);
    // Each command's line of the overview is a whole sentence.
    assertThat(Program.run("--help").out().replaceAll("\\s+", " "))
        .contains("again, and sets ours beside theirs. evaluate Measures");
  }

  private Program run(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", spec.toString(), "--out", out.toString()));
    arguments.addAll(List.of(more));
    return Program.run(arguments);
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
