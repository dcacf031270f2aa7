package org.vaelab.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.engine.InputException;
import org.vaelab.experiments.spec.ExperimentSpec;
import org.vaelab.experiments.spec.SpecFile;
import org.vaelab.experiments.spec.SpecJson;
import org.vaelab.experiments.spec.SpecSchema;

/** Every experiment file of the project is valid and describes a network that can be built. */
class CommittedSpecsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("vaelab.root", "../..")).resolve("experiments");

  private static final Path SCHEMA = FOLDER.resolve("experiment.schema.json");

  static List<Path> specs() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && !file.equals(SCHEMA))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void isValidAndBuilds(Path file) {
    ExperimentSpec spec = SpecFile.read(file, List.of());

    assertThat(spec.description()).as("description").isNotBlank().endsWith(".");
    // Reading it checked that its network fits its images.
    assertThat(SpecFile.parse("written", SpecJson.write(spec), List.of())).isEqualTo(spec);
  }

  @Test
  void theCommittedSchemaIsTheProgramsOwn() throws IOException {
    ObjectMapper mapper = new ObjectMapper();

    assertThat(mapper.readTree(Files.readString(SCHEMA)))
        .as("mend it with: ./vaelab schema > experiments/experiment.schema.json")
        .isEqualTo(mapper.readTree(SpecSchema.write()));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void theSchemaAcceptsIt(Path file) throws IOException {
    String text = Files.readString(file);
    Path named = file.resolveSibling(new ObjectMapper().readTree(text).path("$schema").asText());

    assertThat(named.normalize()).isEqualTo(SCHEMA.normalize());
    assertThat(schema().validate(text, InputFormat.JSON)).isEmpty();
    ExperimentSpec spec = SpecFile.read(file, List.of());
    assertThat(schema().validate(SpecJson.write(spec), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"x\", \"data\": {}}",
        "{\"name\": \"x\", \"data\": {}, \"modle\": {}, \"model\": {}}",
        "{\"name\": \"x\", \"data\": {\"dataset\": \"minst\"}, \"model\": {}}",
        "{\"name\": \"x\", \"data\": {}, \"model\": {\"latent\": \"two\"}}",
        "{\"name\": \"x\", \"data\": {}, \"model\": {\"encoder\": {\"type\": \"rnn\"}}}",
        "{\"name\": \"x\", \"data\": {}, \"model\": {}, \"figures\": [{\"type\": \"pie\"}]}",
      })
  void theSchemaRefusesWhatTheProgramRefuses(String text) {
    assertThat(schema().validate(text, InputFormat.JSON)).isNotEmpty();
    assertThatThrownBy(() -> SpecFile.parse("spec", text, List.of()))
        .isInstanceOf(InputException.class);
  }

  private static JsonSchema schema() {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(SpecSchema.write());
  }

  @Test
  void theExampleInTheReadmeIsValid() throws IOException {
    String readme = Files.readString(FOLDER.resolveSibling("README.md"));
    int start = readme.indexOf("```json\n") + 8;
    String example = readme.substring(start, readme.indexOf("```", start));

    assertThat(SpecFile.parse("README.md", example, List.of()).name()).isEqualTo("my-cvae");
  }

  @Test
  void theNamedSpecsAreThere() throws IOException {
    assertThat(specs())
        .contains(
            FOLDER.resolve("quickstart.json"),
            FOLDER.resolve("mnist/vae-fc.json"),
            FOLDER.resolve("mnist/cvae-fc.json"),
            FOLDER.resolve("reproduce/vae-pytorch/vae-published.json"),
            FOLDER.resolve("reproduce/vae-pytorch/cvae-published.json"),
            FOLDER.resolve("reproduce/conditional-vae/simple-beta0.json"),
            FOLDER.resolve("reproduce/conditional-vae/simple-beta12.json"),
            FOLDER.resolve("reproduce/conditional-vae/simple-beta200.json"),
            FOLDER.resolve("reproduce/learning-ml/mnist-bernoulli-z2.json"),
            FOLDER.resolve("reproduce/learning-ml/cifar10-gaussian-z50.json"));
    assertThat(specs().stream().map(file -> SpecFile.read(file, List.of()).name()))
        .doesNotHaveDuplicates();
  }
}
