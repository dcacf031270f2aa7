package org.vaelab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.data.source.DataSources;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.json.JsonValue;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.SpecWords;

class RunSpecsTest {
  @TempDir private Path folder;

  @Test
  void aGridIsEveryCombinationWithEverySeed() throws IOException {
    RunSpecs specs =
        specs(
            """
            "seeds": [7, 8],
            "parameters": {
              "model.latent": { "values": [2, 4] },
              "training.optimizer.learningRate":
                { "type": "log-uniform", "min": 0.0001, "max": 0.01, "count": 3 } }
            """);

    assertThat(values(specs))
        .containsExactly(
            "2 1.0E-4",
            "2 1.0E-4",
            "2 0.001",
            "2 0.001",
            "2 0.01",
            "2 0.01",
            "4 1.0E-4",
            "4 1.0E-4",
            "4 0.001",
            "4 0.001",
            "4 0.01",
            "4 0.01");
    assertThat(specs.drafts())
        .extracting(RunSpecs.Draft::configuration)
        .containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
    ExperimentSpec last = specs.drafts().get(11).spec();
    assertThat(last.seed()).isEqualTo(8);
    assertThat(last.model().latent()).isEqualTo(4);
    assertThat(last.training().optimizer().learningRate()).isEqualTo(0.01);
    assertThat(RunSpecs.count(specs.file())).isEqualTo(12);
  }

  @Test
  void aConditionalParameterIsVariedWhereItsConditionHolds() throws IOException {
    RunSpecs specs =
        specs(
            """
            "parameters": {
              "training.optimizer.type": { "values": ["adam", "sgd"] },
              "training.optimizer.momentum":
                { "values": [0, 0.9], "when": { "training.optimizer.type": ["sgd"] } },
              "model.latent": { "type": "int-uniform", "min": 2, "max": 3 } }
            """);

    assertThat(values(specs))
        .containsExactly(
            "\"adam\" 2",
            "\"adam\" 3",
            "\"sgd\" 0 2",
            "\"sgd\" 0 3",
            "\"sgd\" 0.9 2",
            "\"sgd\" 0.9 3");
    assertThat(RunSpecs.count(specs.file())).isEqualTo(6);
  }

  @Test
  void aListIsItsConfigurationsAndSetIsForAll() throws IOException {
    RunSpecs specs =
        specs(
            """
            "set": { "training.epochs": 3 },
            "method": { "type": "list", "runs": [
              { "model.latent": 3 },
              { "model": { "latent": 5, "encoder": { "hidden": [8] } }, "model.conditional": true }
            ] }
            """);

    assertThat(specs.drafts())
        .extracting(draft -> draft.spec().model().latent())
        .containsExactly(3, 5);
    assertThat(specs.drafts().get(1).spec().model().conditional()).isTrue();
    assertThat(specs.epochs()).isEqualTo(6);
    assertThat(values(specs).get(1))
        .as("a later change of a part leaves the value in the table as it was")
        .startsWith("{\"latent\":5,\"encoder\":{\"hidden\":[8]}}");
  }

  @Test
  void randomValuesAreTheSameAgainAndMoreRunsChangeNone() throws IOException {
    String format =
        """
        "method": { "type": "random", "runs": %d, "seed": %d },
        "parameters": {
          "training.optimizer.learningRate": { "type": "log-uniform", "min": 0.0001, "max": 0.1 },
          "loss.objective.beta": { "type": "uniform", "min": 1, "max": 3 },
          "model.latent": { "type": "int-uniform", "min": 2, "max": 9 } }
        """;
    List<String> five = values(specs(format.formatted(5, 0)));
    List<String> forty = values(specs(format.formatted(40, 0)));

    assertThat(forty).startsWith(five.toArray(String[]::new)).doesNotHaveDuplicates();
    assertThat(values(specs(format.formatted(5, 1)))).doesNotContainAnyElementsOf(five);
    List<Double> rates = forty.stream().map(each -> Double.valueOf(each.split(" ")[0])).toList();
    assertThat(rates).allMatch(rate -> rate >= 0.0001 && rate <= 0.1);
    assertThat(rates.stream().filter(rate -> rate < 0.00316).count()).isBetween(12L, 28L);
    List<String> latents = forty.stream().map(each -> each.split(" ")[2]).distinct().toList();
    assertThat(latents).containsExactlyInAnyOrder("2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void runsAreNamedByWhatTheyCompute() throws IOException {
    RunSpecs specs = specs("\"parameters\": { \"model.latent\": { \"values\": [2, 3] } }");
    ExperimentSpec two = specs.drafts().get(0).spec();
    ExperimentSpec three = specs.drafts().get(1).spec();
    RunSpecs other =
        specs(
            """
            "seeds": [0, 1],
            "set": { "name": "other", "description": "words", "figures": ["samples"] }
            """);
    RunNames names = names(1);

    assertThat(names.of(two)).matches("[0-9a-f]{16}").isEqualTo(names(1).of(two));
    assertThat(names.of(three)).isNotEqualTo(names.of(two));
    assertThat(names.of(other.drafts().get(0).spec()))
        .as("name, description and figures change no number")
        .isEqualTo(names.of(two));
    assertThat(names.of(other.drafts().get(1).spec())).isNotEqualTo(names.of(two));
    assertThat(names(2).of(two)).as("other roundings").isNotEqualTo(names.of(two));
  }

  private static RunNames names(int threads) {
    return new RunNames(new DataSources(List.of()), Extensions.none(SpecWords.builtIn()), threads);
  }

  private RunSpecs specs(String fields) throws IOException {
    Files.writeString(
        folder.resolve("base.json"),
        """
        {
          "name": "small",
          "data": { "dataset": "digits", "limit": 60, "testLimit": 20 },
          "model": { "latent": 2, "encoder": { "type": "fc", "hidden": [16] } },
          "training": { "epochs": 4, "batchSize": 50 },
          "figures": []
        }
        """);
    Path file =
        Files.writeString(
            folder.resolve("sweep.json"),
            "{ \"name\": \"right\", \"base\": \"base.json\", " + fields + "}");
    return RunSpecs.of(SweepFile.read(file), SpecWords.builtIn());
  }

  private static List<String> values(RunSpecs specs) {
    return specs.drafts().stream()
        .map(RunSpecs.Draft::values)
        .map(Map::values)
        .map(each -> each.stream().map(JsonValue::json).collect(Collectors.joining(" ")))
        .toList();
  }
}
