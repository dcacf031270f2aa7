package org.vaelab.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.data.source.Dataset;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.InputException;
import org.vaelab.models.family.Learner;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecJson;
import org.vaelab.spec.SpecWords;

/** Every experiment file of the project is valid and describes a network that can be built. */
class CommittedSpecsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("vaelab.root", "../..")).resolve("experiments");

  private static final Path SCHEMA = FOLDER.resolve("experiment.schema.json");

  static List<Path> specs() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && !file.equals(SCHEMA))
          .filter(file -> !file.endsWith("readme.json"))
          .filter(
              file ->
                  !file.startsWith(FOLDER.resolve("extending"))) // They need files of their own.
          .filter(file -> !file.startsWith(FOLDER.resolve("sweeps"))) // CommittedSweepsTest.
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

  /** The counts that the five systems' own networks have. */
  @ParameterizedTest
  @CsvSource({
    "timbmg-gaussian/vae-bce, , 404244",
    "timbmg-gaussian/cvae-bce, , 409364",
    "timbmg-gaussian/vae-gaussian-published, , 404244",
    "timbmg-gaussian/cvae-gaussian-published, , 409364",
    "vae-pytorch/vae-published, , 536852",
    "vae-pytorch/cvae-published, , 746004",
    "vae-pytorch/vae-corrected, , 536852",
    "vae-pytorch/cvae-corrected, , 746004",
    "conditional-vae/simple-beta12, , 906748",
    "conditional-vae/simple-beta200, , 906748",
    "conditional-vae/cvae-beta1-published, , 166283",
    "conditional-vae/cvae-beta1e-11-published, , 166283",
    "conditional-vae/cvae-corrected, , 166283",
    "learning-ml/mnist-bernoulli-z2, , 14986245",
    "learning-ml/mnist-bernoulli-z10, , 15010837",
    "learning-ml/mnist-gaussian-z10, , 15010837",
    "learning-ml/mnist-gaussian-sigma-z10, , 15011862",
    "learning-ml/cifar10-gaussian-z50, , 3779047",
    "learning-ml/cifar10-gaussian-z50, 10, 3297687",
    "asahi417/cnn3-z2-published, , 40293",
    "asahi417/cnn3-z20-published, , 54153",
    "asahi417/cnn3-z2, , 40293",
    "asahi417/cnn3-z20, , 54153",
    "asahi417/cnn3_0-z2, , 44141",
    "asahi417/cnn3_0-z2-published, 20, 47057",
    "asahi417/cnn2-z20, 2, 26205",
    "asahi417/cnn2-z20, , 51729",
    "asahi417/cnn2-z20-published, , 51729",
    "asahi417/fc3-z2, , 1299788",
    "asahi417/fc3-z20-published, , 1326824",
    "asahi417/vae-z2, , 1289788",
    "asahi417/vae-z20-published, , 1316824",
    "asahi417/classifier, , 45826",
  })
  void parameterCountsOfTheFiveSystems(String name, @Nullable Integer latent, long expected) {
    List<String> overrides = latent == null ? List.of() : List.of("model.latent=" + latent);
    ExperimentSpec spec =
        SpecFile.read(FOLDER.resolve("reproduce").resolve(name + ".json"), overrides);
    Dataset dataset = spec.data().dataset();
    int classes = dataset.classNames().size();
    try (NDManager manager = ComputeEngine.start().newManager(Device.cpu())) {
      Learner learner = spec.model().create(dataset.shape(), classes, spec.loss());
      learner.initialize(manager);
      assertThat(NamedParameters.count(learner.block())).isEqualTo(expected);
    }
  }

  @Test
  void theCommittedSchemaIsTheProgramsOwn() throws IOException {
    ObjectMapper mapper = new ObjectMapper();

    assertThat(mapper.readTree(Files.readString(SCHEMA)))
        .as("mend it with: ./vaelab schema > experiments/experiment.schema.json")
        .isEqualTo(mapper.readTree(SpecJson.schema(SpecWords.builtIn())));
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
        .getSchema(SpecJson.schema(SpecWords.builtIn()));
  }

  @Test
  void theExampleInTheReadmeIsValid() throws IOException {
    String readme = Files.readString(FOLDER.resolveSibling("README.md"));
    int start = readme.indexOf("```json\n") + 8;
    String example = readme.substring(start, readme.indexOf("```", start));

    assertThat(SpecFile.parse("README.md", example, List.of()).name()).isEqualTo("my-cvae");
  }

  @Test
  void theNetworksInTheCatalogueAreValid() throws IOException {
    String catalogue = Files.readString(FOLDER.resolve("README.md"));
    List<String> networks =
        Pattern.compile("```json\n(\"encoder\".*?)```", Pattern.DOTALL)
            .matcher(catalogue)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(networks).hasSize(2);
    for (String each : networks) {
      String spec =
          "{\"name\": \"x\", \"data\": {}, \"model\": {\"conditional\": true, " + each + "}}";
      assertThat(SpecFile.parse("experiments/README.md", spec, List.of()).name()).isEqualTo("x");
      assertThat(schema().validate(spec, InputFormat.JSON)).isEmpty();
    }
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
