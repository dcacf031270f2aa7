package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.spec.SpecJson;
import org.vaelab.spec.SpecWords;

/** A spec to begin with. */
class InitTest {
  @TempDir private Path folder;

  private Program init(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "init";
    all[1] = folder.resolve("first.json").toString();
    System.arraycopy(more, 0, all, 2, more.length);
    return Program.run(all);
  }

  @ParameterizedTest
  @CsvSource({
    "digits, a VAE of 1x28x28 images in 10 classes, fc",
    "cifar10, a VAE of 3x32x32 images in 10 classes, cnn"
  })
  void theNetworkFitsTheData(String data, String said, String network) throws IOException {
    Program written = init("--data", data, "--set", "training.epochs=3");
    Path file = folder.resolve("first.json");

    assertThat(written.err()).isEmpty();
    assertThat(written.out()).startsWith(file + ": " + said);
    assertThat(file)
        .content()
        .contains(
            "\"$schema\" : \"./experiment.schema.json\"",
            "\"name\" : \"first\"",
            "\"type\" : \"" + network + "\"",
            "\"epochs\" : 3");
    assertThat(Program.run("validate", file.toString()).exitCode()).isZero();
    assertThat(folder.resolve("experiment.schema.json"))
        .hasContent(SpecJson.schema(SpecWords.builtIn()));
  }

  /** A dozen of pictures of 9 x 6 pixels in two classes. */
  @Test
  void aFolderOfPicturesIsUnderstood() throws IOException {
    Path pictures = folder.resolve("my pictures");
    for (int i = 0; i < 24; i++) {
      Path file = pictures.resolve((i % 2 == 0 ? "dark/" : "light/") + i + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage picture = new BufferedImage(6, 9, BufferedImage.TYPE_INT_RGB);
      picture.setRGB(i % 6, i % 9, i % 2 == 0 ? 0x400000 : 0xFF8000);
      ImageIO.write(picture, "png", file.toFile());
    }
    Program written = init("--data", pictures.toString(), "--conditional");

    assertThat(written.err()).isEmpty();
    assertThat(written.out()).contains("a CVAE of 3x9x6 images in 2 classes");
    assertThat(folder.resolve("first.json"))
        .content()
        .contains("\"path\" : \"my pictures\"", "\"epochs\" : 100", "\"type\" : \"images\"");
    assertThat(Program.run("validate", folder.resolve("first.json").toString()).exitCode())
        .isZero();
  }

  @Test
  void aConditionalModelTrains() {
    init("--conditional");
    Path out = folder.resolve("out");
    Program run =
        Program.run(
            "run",
            folder.resolve("first.json").toString(),
            "--out",
            out.toString(),
            "--set",
            "data.limit=100",
            "--set",
            "data.testLimit=50",
            "--set",
            "training.epochs=1",
            "--set",
            "figures=[]");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("first: CVAE on digits");
  }

  @Test
  void nothingIsWrittenOverOrBesideWhatIsWrong() throws IOException {
    Path file = Files.writeString(folder.resolve("first.json"), "mine");

    assertThat(init().err())
        .isEqualTo(file + " exists; choose another name, or replace it with --overwrite.\n");
    assertThat(file).hasContent("mine");
    assertThat(init("--overwrite", "--data", "minst").err())
        .contains("there is no minst; did you mean mnist?");
    assertThat(init("--overwrite", "--set", "training.epoch=1").err())
        .contains("did you mean epochs?");
    assertThat(file).hasContent("mine");
    assertThat(folder.resolve("experiment.schema.json")).doesNotExist();
    assertThat(Program.run("init", folder.resolve("pictures").toString()).err())
        .contains("must end in .json; the data is given with --data ");
  }
}
