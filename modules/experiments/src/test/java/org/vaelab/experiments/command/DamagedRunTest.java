package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.files.Sha256;

/** Run folders in which files are missing, broken or made by somebody else. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class DamagedRunTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;
  private Path run = Path.of("");

  @BeforeEach
  void place() {
    run = folder.resolve("run");
  }

  /** A flipped bit in the one checkpoint whose weights become the model. */
  @Test
  void theBestEpochIsCheckedBeforeItsWeightsAreKept() throws IOException {
    SmallRun.train(
        run,
        "--set",
        "training.epochs=20",
        "--set",
        "training.optimizer.learningRate=0.5",
        "--set",
        "training.earlyStopping={\"metric\":\"validation_loss\",\"patience\":2}");
    int last = Files.readAllLines(run.resolve("metrics.csv")).size() - 1;
    Path best = checkpoint(last - 3, "safetensors");
    byte[] bytes = Files.readAllBytes(best);
    bytes[bytes.length - 5] ^= 1;
    Files.write(best, bytes);
    byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));

    Program program = SmallRun.resume(run);

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .startsWith(
            checkpoint(last - 3, "json")
                + " is damaged (the checksum of "
                + best.getFileName()
                + " does not fit), and it had the weights of the best epoch.")
        .contains("--overwrite");
    assertThat(program.out()).doesNotContain("going on");
    assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);
  }

  @Test
  void figuresOfAFinishedRunCanBeEdited() throws IOException {
    SmallRun.train(run, "--set", "figures=[\"curves\"]");
    Path spec = run.resolve("spec.json");
    ObjectNode edited = (ObjectNode) MAPPER.readTree(spec.toFile());
    edited.set(
        "figures",
        MAPPER.readTree("[\"samples\", {\"type\":\"latent\",\"animated\":true,\"epochs\":[1]}]"));
    Files.writeString(spec, edited.toString());
    Files.delete(run.resolve("figures/curves.png"));
    Files.delete(run.resolve("figures"));

    Program program = SmallRun.resume(run);

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out())
        .contains("figures/latent.gif is not drawn: no picture of an epoch is kept for it")
        .contains("figures/latent-epoch-0001.png is missing");
    assertThat(SmallRun.contents(run.resolve("figures"))).containsOnlyKeys("samples.png");
  }

  @Test
  void whatIsNoPictureDoesNotStopARun() throws IOException {
    SmallRun.train(
        run, "--set", "figures=[{\"type\":\"latent\",\"animated\":true,\"epochs\":[0,1]}]");
    SmallRun.write(run.resolve("figures/notes.png"), "mine");
    SmallRun.write(run.resolve("figures/x-epoch-99999999999999999999.png"), "mine");
    SmallRun.write(run.resolve("figures/latent-epoch-0001.png"), "garbage");
    SmallRun.write(run.resolve("figures/frames/latent-epoch-0001.png"), "garbage");

    Program program = SmallRun.resume(run);

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out())
        .contains("figures/latent-epoch-0001.png is no picture")
        .contains("figures/latent.gif shows 2 of 3 pictures");
    assertThat(run.resolve("figures/notes.png")).hasContent("mine");
  }

  @Test
  void namesThatNoCheckpointHasAreNoCheckpoints() throws IOException {
    SmallRun.train(run);
    SmallRun.write(checkpoints("epoch-99999999999999999999.json"), "{}");
    Files.copy(checkpoint(2, "json"), checkpoint(7, "json"));
    SmallRun.write(checkpoints("epoch-0001-images-99999999999999999999.json"), "{}");

    Program program = SmallRun.resume(run, "--epochs", "3");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.err())
        .isEqualTo(
            checkpoint(7, "json")
                + " is damaged (it is a copy of that of another epoch); taking the one before it"
                + System.lineSeparator());
    assertThat(program.out()).contains("going on after epoch 2");
  }

  /** Three GB, a device without an end, and a pipe that nobody writes to. */
  @ParameterizedTest
  @ValueSource(strings = {"json", "safetensors"})
  void whatIsNoFileOfACheckpointIsPassedOver(String ending) throws Exception {
    SmallRun.train(run, "--set", "training.epochs=4", "--set", "training.checkpoint.keep=4");
    try (RandomAccessFile sparse = new RandomAccessFile(checkpoint(4, ending).toFile(), "rw")) {
      sparse.setLength(ending.equals("json") ? 3L << 30 : 1L << 20);
    }
    Files.delete(checkpoint(3, ending));
    Files.createSymbolicLink(checkpoint(3, ending), Path.of("/dev/zero"));
    Files.delete(checkpoint(2, ending));
    String pipe = checkpoint(2, ending).toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();

    Program program = SmallRun.resume(run);

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.err().lines()).hasSize(3);
    assertThat(program.err()).doesNotContain("heap", "Exception", "null");
    assertThat(program.out()).contains("going on after epoch 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threads=0",
        "extensions=[null]",
        "extensions=[{}]",
        "state=null",
        "data=[null]",
        "state.epoch=1",
        "state.partial=null",
        "state.iteration=-1",
        "spec=3",
      })
  void contentThatCannotBeIsPassedOver(String change) throws IOException {
    SmallRun.train(run);
    edit(
        content -> {
          String[] parts = change.split("=", -1);
          String[] path = parts[0].split("\\.", -1);
          ObjectNode parent = path.length == 1 ? content : (ObjectNode) content.get(path[0]);
          parent.set(path[path.length - 1], tree(parts[1]));
        });

    passedOver();
  }

  /**
   * With --force; what the checkpoint lacks for it begins anew, or the sentence says what is wrong.
   */
  @Test
  void aForcedChangeOfTheTrainingEndsWithoutATrace() throws IOException {
    SmallRun.train(run, "--set", "data.validation=0");
    Path spec = run.resolve("spec.json");
    String before = Files.readString(spec);
    ObjectNode changed = (ObjectNode) MAPPER.readTree(before);
    ((ObjectNode) changed.get("training")).set("schedule", tree("{\"type\":\"plateau\"}"));
    Files.writeString(spec, changed.toString());
    Program plateau = SmallRun.resume(run, "--force", "--epochs", "3");
    assertThat(plateau.exitCode()).as(plateau.err()).isZero();

    changed = (ObjectNode) MAPPER.readTree(before);
    ((ObjectNode) changed.get("training")).set("earlyStopping", tree("{}"));
    ((ObjectNode) changed.get("data")).set("validation", tree("50"));
    Files.writeString(spec, changed.toString());
    Program stopping = SmallRun.resume(run, "--force", "--epochs", "4");
    assertThat(stopping.exitCode()).as(stopping.err()).isEqualTo(2);
    assertThat(stopping.err()).startsWith(run + " has a checkpoint of another training, which");
  }

  /** The rows of epochs are in a file of their own, whose sum is in the checkpoint. */
  @ParameterizedTest
  @ValueSource(strings = {"train=null", "test={\"values\":{}}", "epoch=7", "validation={}"})
  void rowsThatCannotBeArePassedOver(String change) throws IOException {
    SmallRun.train(run);
    List<String> lines = Files.readAllLines(checkpoints("history.jsonl"));
    ObjectNode row = (ObjectNode) MAPPER.readTree(lines.get(1));
    String[] parts = change.split("=", 2);
    row.set(parts[0], tree(parts[1]));
    String first = lines.get(0) + "\n";
    String second = row + "\n";
    Files.writeString(checkpoints("history.jsonl"), first + second);
    edit(
        content -> {
          ObjectNode end = (ObjectNode) content.get("history");
          end.put("bytes", (first + second).length());
          end.put("chain", sum(sum(first) + second));
        });

    passedOver();
  }

  @Test
  void ofTheHistoryOneCopyIsEnough() throws IOException {
    Path whole = folder.resolve("whole");
    SmallRun.train(whole, "--set", "training.epochs=4");
    SmallRun.train(run);
    flipDigit(checkpoints("history.jsonl"));

    Program program = SmallRun.resume(run, "--epochs", "3");

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.out()).contains("going on after epoch 2");
    assertThat(checkpoints("history.jsonl"))
        .hasSameTextualContentAs(checkpoints("history-copy.jsonl"));
    Files.delete(checkpoints("history-copy.jsonl"));
    assertThat(SmallRun.resume(run, "--epochs", "4").err()).isEmpty();
    assertThat(run.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
  }

  @Test
  void withoutItsRowsACheckpointIsDamaged() throws IOException {
    SmallRun.train(run);
    for (String copy : List.of("history.jsonl", "history-copy.jsonl")) {
      List<String> lines = Files.readAllLines(checkpoints(copy));
      Files.writeString(checkpoints(copy), lines.get(0) + "\n" + lines.get(1).substring(9));
    }

    Program program = SmallRun.resume(run);

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.err()).contains("history.jsonl is missing, or its checksum does not fit");
    assertThat(program.out()).contains("going on after epoch 1");
  }

  /** As they were before the rows had a file of their own, and before code could be the user's. */
  @Test
  void aCheckpointWithItsRowsInItIsGoneOnWith() throws IOException {
    Path whole = folder.resolve("whole");
    SmallRun.train(whole, "--set", "training.epochs=4");
    SmallRun.train(run);
    List<String> lines = Files.readAllLines(checkpoints("history.jsonl"));
    edit(
        content -> {
          content.remove("history");
          content.remove("extensions");
          ((ObjectNode) content.get("state"))
              .set("history", tree("[" + String.join(",", lines) + "]"));
        });
    Files.delete(checkpoints("history.jsonl"));
    Files.delete(checkpoints("history-copy.jsonl"));

    Program program = SmallRun.resume(run, "--epochs", "4");

    assertThat(program.err()).isEmpty();
    assertThat(program.out()).contains("going on after epoch 2");
    assertThat(run.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(Files.readAllLines(checkpoints("history.jsonl")))
        .hasSize(4)
        .startsWith(lines.get(0));
  }

  @Test
  void aCheckpointCostsTheSameAfterAnyNumberOfEpochs() throws IOException {
    SmallRun.train(run, "--set", "training.epochs=30", "--set", "training.checkpoint.keep=30");

    assertThat(Files.size(checkpoints("epoch-0030.json")))
        .isCloseTo(Files.size(checkpoints("epoch-0001.json")), within(40L));
  }

  private static void flipDigit(Path file) throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"loss\":(\\d)", "\"loss\":9$1"));
  }

  private void passedOver() {
    Program program = SmallRun.resume(run);

    assertThat(program.exitCode()).as(program.err()).isZero();
    assertThat(program.err())
        .startsWith(checkpoint(2, "json") + " is damaged (")
        .doesNotContain("Exception", "\tat ", "checksum");
    assertThat(program.out()).contains("going on after epoch 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.csv", "environment.json"})
  void whatAFinishedRunHasLostIsWrittenAgain(String name) throws IOException {
    SmallRun.train(run);
    Path file = run.resolve(name);
    String before = Files.readString(file);
    for (String garbage : List.of("", "\0garbage", "[3]")) {
      Files.writeString(file, garbage);
      mended(name, before);
    }
    Files.delete(file);
    mended(name, before);
  }

  private void mended(String name, String before) throws IOException {
    Program program = SmallRun.resume(run);

    assertThat(program.exitCode()).as(program.err()).isZero();
    if (name.equals("metrics.csv")) {
      assertThat(run.resolve(name)).hasContent(before);
    } else {
      JsonNode written = MAPPER.readTree(run.resolve(name).toFile());
      assertThat(written.path("command").asText()).isEqualTo("vaelab resume " + run);
      assertThat(written.path("pytorch")).isEqualTo(MAPPER.readTree(before).path("pytorch"));
      assertThat(program.out()).contains("environment.json was missing or damaged");
    }
  }

  private Path checkpoint(int epoch, String ending) {
    return checkpoints("epoch-000" + epoch + "." + ending);
  }

  private Path checkpoints(String name) {
    return run.resolve("checkpoints").resolve(name);
  }

  /** Changes the checkpoint of the second epoch, and puts the sum right. */
  private void edit(Consumer<ObjectNode> change) throws IOException {
    Path file = checkpoint(2, "json");
    ObjectNode document = (ObjectNode) MAPPER.readTree(file.toFile());
    ObjectNode content = (ObjectNode) document.get("content");
    change.accept(content);
    document.put("contentSha256", sum(content));
    Files.writeString(file, document.toPrettyString());
  }

  private static String sum(JsonNode content) {
    return sum(content.toString());
  }

  private static String sum(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
