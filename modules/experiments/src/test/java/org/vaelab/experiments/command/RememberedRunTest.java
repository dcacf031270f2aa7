package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes on takes data, memory and threads from where it began, and keeps a record. */
class RememberedRunTest {
  private static final String LINE = System.lineSeparator();

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path spec = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void write() throws IOException {
    data = folder.resolve("data");
    out = folder.resolve("out");
    writeMnist(data);
    spec =
        Files.writeString(
            folder.resolve("spec.json"),
            """
            { "name": "small", "data": { "dataset": "mnist" },
              "model": { "encoder": { "hidden": [8] }, "decoder": { "hidden": [8] } },
              "training": { "epochs": 1, "batchSize": 20 }, "figures": [] }
            """);
  }

  private static void writeMnist(Path data) throws IOException {
    Path files = Files.createDirectories(data.resolve("mnist"));
    for (String prefix : new String[] {"train", "t10k"}) {
      byte[] pixels = new byte[60 * 784];
      new Random(3).nextBytes(pixels);
      ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
      images.putInt(0x803).putInt(60).putInt(28).putInt(28).put(pixels);
      Files.write(files.resolve(prefix + "-images-idx3-ubyte"), images.array());
      ByteBuffer labels = ByteBuffer.allocate(8 + 60).putInt(0x801).putInt(60);
      Files.write(files.resolve(prefix + "-labels-idx1-ubyte"), labels.array());
    }
  }

  private Program begin() {
    Program begun =
        Program.run(
            "run",
            spec.toString(),
            "--out",
            out.toString(),
            "--data-dir",
            data.toString(),
            "--device-memory",
            "64K",
            "--threads",
            "1");
    assertThat(begun.exitCode()).as(begun.err()).isZero();
    return begun;
  }

  @Test
  void resumeTakesWhatTheRunWasBegunWith() throws IOException {
    assertThat(begin().out()).contains("streamed to it in chunks");

    Program resumed = Program.run("resume", out.toString(), "--epochs", "2");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out())
        .startsWith(
            "as the run was begun: data in " + data + ", 64K of device memory, 1 thread" + LINE)
        .contains("mnist (" + data.resolve("mnist") + ")", "streamed to it in chunks");
  }

  @Test
  void aModelIsUsedOnTheDataOfItsRun() throws IOException {
    begin();
    Path codes = folder.resolve("codes.csv");
    Program encoded = Program.run("encode", out.toString(), "--out", codes.toString());

    assertThat(encoded.exitCode()).as(encoded.err()).isZero();
    assertThat(codes).content().hasLineCount(61);
    Program elsewhere =
        Program.run(
            "encode", out.toString(), "--data-dir", folder.toString(), "--out", folder + "/no.csv");
    assertThat(elsewhere.err()).startsWith("mnist was not found");
  }

  @Test
  void whatIsGivenAnewIsTakenAndRemembered() throws IOException {
    begin();
    Path moved = Files.move(data, folder.resolve("moved"));

    Program resumed =
        Program.run(
            "resume",
            out.toString(),
            "--epochs",
            "2",
            "--data-dir",
            moved.toString(),
            "--device-memory",
            "1G",
            "--threads",
            "1");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).doesNotContain("as the run was begun", "streamed");

    Program again = Program.run("resume", out.toString(), "--epochs", "3");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out())
        .startsWith("as the run was begun: data in " + moved + ", 1G of device memory, 1 thread");
  }

  @Test
  void aDataFolderThatIsGoneIsSaid() throws IOException {
    begin();
    Files.move(data, folder.resolve("moved"));

    Program resumed = Program.run("resume", out.toString(), "--epochs", "2");

    assertThat(resumed.err())
        .startsWith(
            "the data folder of the run, "
                + data
                + ", is no longer there; --data-dir names another"
                + LINE);
  }

  /** Such as that of an older version of the program. */
  @Test
  void anEnvironmentThatSaysNothingIsNoHindrance() throws IOException {
    begin();
    Path file = out.resolve("environment.json");
    ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    tree.remove("dataFolders");
    Files.writeString(file, tree.put("deviceMemory", "much").toString());

    Program resumed =
        Program.run("resume", out.toString(), "--epochs", "2", "--data-dir", data.toString());

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).startsWith("as the run was begun: 1 thread" + LINE);
  }

  @Test
  void environmentSaysWhatWentOnWhenAndByWhichVersion() throws IOException {
    begin();
    Path file = out.resolve("environment.json");
    JsonNode begun = new ObjectMapper().readTree(file.toFile());
    Program.run("resume", out.toString(), "--epochs", "2");
    Program.run("resume", out.toString(), "--epochs", "3");

    JsonNode after = new ObjectMapper().readTree(file.toFile());
    assertThat(begun.has("resumptions")).isFalse();
    begun
        .properties()
        .forEach(field -> assertThat(after.get(field.getKey())).isEqualTo(field.getValue()));
    assertThat(after.path("resumptions")).hasSize(2);
    JsonNode second = after.path("resumptions").path(1);
    assertThat(second.path("after").asText()).isEqualTo("epoch 2");
    assertThat(second.path("command").asText()).isEqualTo("vaelab resume " + out + " --epochs 3");
    assertThat(second.path("started").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(second.path("vaelab")).isEqualTo(begun.path("vaelab"));
    assertThat(second.path("gitRevision")).isEqualTo(begun.path("gitRevision"));
    assertThat(second.path("threads").asInt()).isEqualTo(1);
  }
}
