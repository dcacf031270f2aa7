package org.vaelab.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.data.Dataset;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.spec.ExperimentSpec;
import org.vaelab.experiments.spec.SpecFile;
import org.vaelab.experiments.spec.SpecJson;
import org.vaelab.models.NamedParameters;
import org.vaelab.models.Vae;

/** Every experiment file of the project is valid and describes a network that can be built. */
class CommittedSpecsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("vaelab.root", "../..")).resolve("experiments");

  static List<Path> specs() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void isValidAndBuilds(Path file) {
    ExperimentSpec spec = SpecFile.read(file, List.of());

    assertThat(spec.description()).as("description").isNotBlank().endsWith(".");
    assertThat(SpecFile.parse("written", SpecJson.write(spec), List.of())).isEqualTo(spec);
    Dataset dataset = Dataset.named(spec.data().dataset());
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      Vae model =
          spec.model()
              .create(dataset.shape(), dataset.classNames().size(), spec.loss().likelihood());
      model.initialize(manager);
      assertThat(NamedParameters.count(model)).isPositive();
    }
  }

  @Test
  void theNamedSpecsAreThere() throws IOException {
    assertThat(specs())
        .contains(
            FOLDER.resolve("quickstart.json"),
            FOLDER.resolve("mnist/vae-fc.json"),
            FOLDER.resolve("mnist/cvae-fc.json"));
    assertThat(specs().stream().map(file -> SpecFile.read(file, List.of()).name()))
        .doesNotHaveDuplicates();
  }
}
