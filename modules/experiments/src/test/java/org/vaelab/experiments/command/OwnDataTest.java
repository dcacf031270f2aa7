package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set of the user's own, beside the spec. */
class OwnDataTest {
  private static final String LINE = System.lineSeparator();

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path spec = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void write() throws IOException {
    data = Files.createDirectories(folder.resolve("mine"));
    spec = folder.resolve("own.json");
    out = folder.resolve("out");
    split("train", 60, 1);
    split("t10k", 20, 2);
    Files.writeString(
        spec,
        """
        { "name": "own",
          "data": { "dataset": { "type": "idx", "path": "mine" } },
          "model": { "conditional": true, "encoder": { "hidden": [8] }, "decoder": { "hidden": [8] } },
          "training": { "epochs": 1, "batchSize": 20 }, "figures": [ "curves", "samples" ] }
        """);
  }

  /** Images of 6 x 9 in three classes. */
  private void split(String prefix, int count, int seed) throws IOException {
    Random random = new Random(seed);
    ByteBuffer images = ByteBuffer.allocate(16 + count * 54);
    images.putInt(0x803).putInt(count).putInt(6).putInt(9);
    byte[] pixels = new byte[count * 54];
    random.nextBytes(pixels);
    images.put(pixels);
    Files.write(data.resolve(prefix + "-images-idx3-ubyte"), images.array());
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      labels.put((byte) (i % 3));
    }
    Files.write(data.resolve(prefix + "-labels-idx1-ubyte"), labels.array());
  }

  @Test
  void validateLooksAtTheFiles() throws IOException {
    assertThat(Program.run("validate", spec.toString()).out())
        .isEqualTo(
            spec
                + " is valid: a CVAE with 1,034 parameters on idx, 1 epochs in batches of 20"
                + LINE);

    Path labels = data.resolve("t10k-labels-idx1-ubyte");
    Files.delete(labels);
    Program missing = Program.run("validate", spec.toString());
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err())
        .isEqualTo(
            spec
                + ":2:24 data.dataset cannot be used: "
                + labels
                + " is missing, and so is t10k-labels-idx1-ubyte.gz."
                + LINE);

    Program elsewhere = Program.run("validate", spec.toString(), "--set", "data.dataset.path=no");
    assertThat(elsewhere.exitCode()).isEqualTo(2);
    assertThat(elsewhere.err())
        .contains(Path.of("no").toAbsolutePath() + " is missing; it must be a folder");
  }

  @Test
  void aWordIsNotEnough() {
    Program program = Program.run("validate", spec.toString(), "--set", "data.dataset=idx");

    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .isEqualTo("--set data.dataset=idx data.dataset.path is required and missing" + LINE);
  }

  @Test
  void theRunFolderRunsAgainAndGoesOnWhereDataMoved() throws IOException {
    Program run = Program.run("run", spec.toString(), "--out", out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("own: CVAE on idx (" + data + "), 60 train, 20 test images of 1x6x9");
    assertThat(out.resolve("environment.json"))
        .content()
        .contains(
            "\"dataOrigin\" : \"" + data + "\"", "\"name\" : \"idx/train-images-idx3-ubyte\"");
    Path written = out.resolve("spec.json");
    assertThat(written).content().contains("\"path\" : \"" + data + "\"");
    Path again = folder.resolve("again");
    assertThat(Program.run("run", written.toString(), "--out", again.toString()).exitCode())
        .isZero();
    assertThat(again.resolve("model.safetensors"))
        .hasSameBinaryContentAs(out.resolve("model.safetensors"));

    Path moved = Files.move(data, folder.resolve("moved"));
    Program lost = Program.run("resume", out.toString(), "--epochs", "2");
    assertThat(lost.exitCode()).isEqualTo(2);
    assertThat(lost.err()).contains("data.dataset cannot be used: " + data + " is missing; ");
    Files.writeString(
        written, Files.readString(written).replace(data.toString(), moved.toString()));
    Program found = Program.run("resume", out.toString(), "--epochs", "2");
    assertThat(found.exitCode()).as(found.err()).isZero();

    data = moved;
    split("train", 60, 3);
    Program other = Program.run("resume", out.toString(), "--epochs", "3");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains("was begun otherwise, and could not go on exactly:", "data were");
  }

  @Test
  void dataCheckTakesWhatASpecTakes() {
    String json = "{\"type\": \"idx\", \"path\": \"" + data + "\"}";
    Program check = Program.run("data", "check", json);

    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(check.out())
        .startsWith("idx: 60 train and 20 test images of 1x6x9, 3 classes; " + data + LINE)
        .contains("  idx/t10k-labels-idx1-ubyte");
    assertThat(Program.run("data", "list").out())
        .contains("idx            your own: {\"type\": \"idx\", \"path\": ...} in a spec" + LINE);

    assertThat(Program.run("data", "check", "minst").err())
        .isEqualTo(
            "data check DATASET must be digits, mnist, fashion-mnist, cifar10, idx, images, npz,"
                + " csv or imported, was \"minst\"; did you mean mnist?"
                + LINE);
    assertThat(Program.run("data", "check", "{\"type\": \"idx\"}").err())
        .isEqualTo("data check DATASET.path is required and missing" + LINE);
  }

  @Test
  void picturesAreCheckedTrainedAndImportedAndAChangedOneIsNoticed() throws IOException {
    Path shapes = folder.resolve("shapes");
    for (String name : new String[] {"dark", "light"}) {
      for (int i = 0; i < 20; i++) {
        BufferedImage image = new BufferedImage(9, 6, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 54; p++) {
          image.getRaster().setSample(p % 9, p / 9, 0, (name.equals("dark") ? 0 : 150) + i + p);
        }
        Path file = Files.createDirectories(shapes.resolve(name)).resolve(i + ".png");
        ImageIO.write(image, "png", file.toFile());
      }
    }
    Files.copy(shapes.resolve("dark/0.png"), shapes.resolve("dark/same.png"));
    Files.writeString(
        spec,
        Files.readString(spec)
            .replace("\"idx\", \"path\": \"mine\"", "\"images\", \"path\": \"shapes\""));
    Path sheet = folder.resolve("sheet.png");
    Program check = Program.run("data", "check", spec.toString(), "--sheet", sheet.toString());
    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(check.out())
        .startsWith("images: 37 train and 4 test images of 1x6x9, 2 classes; " + shapes + LINE)
        .contains("  pixels 0 to 222 of 0 to 255, mean ", "    dark                 19 + 2" + LINE)
        .containsPattern("duplicates: (1 of the test .*; 0|0 of the test .*; 1) training images");
    assertThat(ImageIO.read(sheet.toFile()).getWidth()).isGreaterThan(900);

    assertThat(Program.run("run", spec.toString(), "--out", out.toString()).exitCode()).isZero();
    assertThat(out.resolve("environment.json"))
        .content()
        .contains("\"name\" : \"images/train-37\"");
    Path imported = folder.resolve("imported");
    String into = imported.toString();
    assertThat(Program.run("data", "import", spec.toString(), "--out", into).out())
        .contains("train: 37 of 37 images written", "wrote " + imported + ": 2 classes of 1x6x9");
    Files.writeString(
        spec,
        Files.readString(spec)
            .replace("\"images\", \"path\": \"shapes\"", "\"imported\", \"path\": \"imported\""));
    Path again = folder.resolve("again");
    assertThat(Program.run("run", spec.toString(), "--out", again.toString()).exitCode()).isZero();
    assertThat(again.resolve("model.safetensors"))
        .hasSameBinaryContentAs(out.resolve("model.safetensors"));

    Files.copy(
        shapes.resolve("light/1.png"),
        shapes.resolve("light/2.png"),
        StandardCopyOption.REPLACE_EXISTING);
    Program other = Program.run("resume", out.toString(), "--epochs", "2");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("data were");
    for (String command : List.of("doctor", "evaluate", "figures")) {
      Program onOtherData = Program.run(command, out.toString());
      assertThat(onOtherData.exitCode()).as(command).isEqualTo(2);
      assertThat(onOtherData.err()).as(command).contains("data were");
    }
  }
}
