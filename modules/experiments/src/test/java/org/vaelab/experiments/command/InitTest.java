package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
