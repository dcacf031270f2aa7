package org.vaelab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.input.InputException;
import org.vaelab.spec.SpecWords;

/** Sweeps that are refused in a sentence, at their place, before anything starts. */
class WrongSweepsTest {
  private static final String BASE =
      """
      {
        "name": "small",
        "data": { "dataset": "digits", "limit": 200, "testLimit": 50 },
        "model": { "latent": 2, "encoder": { "type": "fc", "hidden": [16] } },
        "training": { "epochs": 4, "batchSize": 50 },
        "figures": []
      }
      """;

  @TempDir private Path folder;

  /** What stands in a sweep beside its name and base, and what is said; ^ stands for a quote. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ^parameters^: {}                                   | parameters has nothing to vary
          ^seeds^: [1]                                       | parameters has nothing to vary
          ^seeds^: [1, 2, 1]                                 | seeds must have each seed once, was [1, 2, 1]
          ^seeds^: 3                                         | seeds must be a list, was 3
          ^seeds^: [1.5]                                     | seeds[0] must be a whole number, was 1.5
          ^parameters^: {^model.latnt^: {^values^: [1]}}     | model.latnt is unknown; did you mean latent?
          ^parameters^: {^model.latent^: {^values^: []}}     | parameters[^model.latent^].values must have at least one value, is empty
          ^parameters^: {^model.latent^: {^values^: [2, 2]}} | must have each value once, was 2, 2
          ^parameters^: {^model.latent^: {^values^: [0]}}    | model.latent must be >= 1, was 0
          ^parameters^: {^model.latent^: {^values^: [^a^]}}  | model.latent must be a number, was ^a^
          ^parameters^: {^model.latent^: [2, 4]}             | parameters[^model.latent^] must be values, uniform, log-uniform or int-uniform, or an object
          ^parameters^: {^model.latent^: {^min^: 2}}         | parameters[^model.latent^].min belongs to uniform, log-uniform and int-uniform; the type here is values
          ^parameters^: {^model.latent^: {^type^: ^unifrom^}} | must be values, uniform, log-uniform or int-uniform, was ^unifrom^; did you mean uniform?
          ^parameters^: {^model.latent^: {^type^: ^uniform^, ^min^: 2, ^max^: 8}} | parameters[^model.latent^] needs count
          ^parameters^: {^model.latent^: {^type^: ^int-uniform^, ^min^: 8, ^max^: 2}} | max must be >= min (8), was 2
          ^parameters^: {^training.optimizer.learningRate^: {^type^: ^log-uniform^, ^min^: 0, ^max^: 1, ^count^: 3}} | min must be > 0, was 0
          ^parameters^: {^seed^: {^values^: [1, 2]}}         | parameters[^seed^] is varied by seeds
          ^parameters^: {^name^: {^values^: [^a^]}}          | parameters[^name^] names no run
          ^parameters^: {^..^: {^values^: [1]}}              | is no path of a spec
          ^parameters^: {^model.latent^: {^values^: [1]}}, ^set^: {^model.latent^: 3} | is given in set as well
          ^parameters^: {^model.latent^: {^values^: [1], ^when^: {^loss.objective.beta^: [1]}}} | must name a parameter before this one, and there is none
          ^parameters^: {^loss.objective.beta^: {^values^: [1]}, ^model.latent^: {^values^: [1], ^when^: {^loss.objective.beta^: [2]}}} | must be of the values of that parameter, 1, was 2
          ^parameters^: {^model.latent^: {^values^: [1]}}, ^metric^: ^test_los^ | metric must be one of test_loss
          ^parameters^: {^model.latent^: {^values^: [1]}}, ^metric^: ^validation_loss^ | was ^validation_loss^
          ^parameters^: {^model.latent^: {^values^: [1]}}, ^goal^: ^min^ | goal must be minimize or maximize, was ^min^
          ^parameters^: {^model.latent^: {^values^: [1]}}, ^retries^: -1 | retries must be >= 0, was -1
          ^parameters^: {^model.latent^: {^values^: [1]}}, ^threads^: 0  | threads must be >= 1, was 0
          ^parameters^: {^model.latent^: {^values^: [1]}}, ^epochs^: 3   | epochs is unknown
          ^method^: ^bayes^                                  | method must be grid, list, random or halving, was ^bayes^
          ^method^: ^random^                                 | method.runs is required and missing
          ^method^: {^type^: ^random^, ^runs^: 0}, ^parameters^: {^model.latent^: {^values^: [1]}} | method.runs must be >= 1, was 0
          ^method^: {^type^: ^random^, ^runs^: 3}, ^parameters^: {^model.latent^: {^type^: ^uniform^, ^min^: 1, ^max^: 2, ^count^: 2}} | count belongs to a grid
          ^method^: {^type^: ^list^, ^runs^: []}             | method.runs must have at least one configuration, is empty
          ^method^: {^type^: ^list^, ^runs^: [{^model.latent^: 2}]}, ^parameters^: {^model.latent^: {^values^: [1]}} | parameters must be left out
          ^method^: {^type^: ^list^, ^runs^: [{^model.latent^: -2}]} | model.latent must be >= 1, was -2
          ^method^: {^type^: ^halving^, ^eta^: 1}, ^parameters^: {^model.latent^: {^values^: [1]}} | method.eta must be >= 2, was 1
          ^method^: ^halving^, ^parameters^: {^training.epochs^: {^values^: [1, 2]}} | cannot be varied in a halving
          ^base^: ^nowhere.json^, ^seeds^: [1, 2]            | base cannot be used
          ^name^: ^runs^, ^seeds^: [1, 2]                    | name must be letters, digits
          """)
  void isRefusedInASentence(String fields, String expected) throws IOException {
    String given = fields.replace('^', '"');
    String name = given.contains("\"name\": \"runs\"") ? "" : "\"name\": \"wrong\", ";
    String base = given.contains("\"base\"") ? "" : "\"base\": \"base.json\", ";
    Path file = sweep("{" + name + base + given + "}");

    assertThatThrownBy(() -> RunSpecs.of(SweepFile.read(file), SpecWords.builtIn()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(expected.replace('^', '"'))
        .hasMessageContaining(file + ":1:");
  }

  @Test
  void aMillionRunsMustBeMeant() throws IOException {
    String parameter = "{ \"type\": \"int-uniform\", \"min\": 1, \"max\": %d }";
    String parameters =
        "\"parameters\": { \"model.latent\": %s, \"training.epochs\": %s } }"
            .formatted(parameter, parameter);
    Path many =
        sweep("{ \"name\": \"many\", \"base\": \"base.json\", " + parameters.formatted(100, 20));
    Path more =
        sweep("{ \"name\": \"more\", \"base\": \"base.json\", " + parameters.formatted(9999, 999));

    assertThatThrownBy(() -> RunSpecs.checkSize(SweepFile.read(many), false))
        .hasMessageContaining("has 2,000 runs; give --yes if so many are meant");
    assertThatThrownBy(() -> RunSpecs.checkSize(SweepFile.read(more), true))
        .hasMessageContaining("more than a million runs");
    RunSpecs.checkSize(SweepFile.read(many), true);
    assertThat(RunSpecs.count(SweepFile.read(many))).isEqualTo(2000);
  }

  @Test
  void allProblemsOfAllRunsAreSaidAtOnce() throws IOException {
    Path file =
        sweep(
            """
            { "name": "two", "base": "base.json", "seeds": [0, 1],
              "parameters": {
                "model.latent": { "values": [0, 2] },
                "loss.objective.beta": { "values": [-1, 1] } } }
            """);

    assertThatThrownBy(() -> RunSpecs.of(SweepFile.read(file), SpecWords.builtIn()))
        .hasMessage(
            file
                + ":3:34 model.latent must be >= 1, was 0\n"
                + file
                + ":4:41 loss.objective.beta must be >= 0, was -1");
  }

  private Path sweep(String text) throws IOException {
    Files.writeString(folder.resolve("base.json"), BASE);
    return Files.writeString(folder.resolve("sweep" + text.hashCode() + ".json"), text);
  }
}
