package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a field means, from the Javadoc, the defaults and the checks of the record that reads it.
 */
class ExplainTest {
  private static Program explain(String... arguments) {
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(arguments));
    return Program.run(all);
  }

  @Test
  void aFieldHasItsMeaningDefaultAndRange() {
    Program explained = explain("training.batchSize");

    assertThat(explained.out())
        .isEqualTo(
            """
            training.batchSize: integer, default 64
              B; the last batch of an epoch may be shorter, or one image longer
              must be >= 1
            """);
    assertThat(explained.exitCode()).isZero();
  }

  /** What is said of a range is what a spec is refused by. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.optimizer.adam.beta1 | number, default 0.9 | must be >= 0 and < 1",
        "loss.objective.beta           | number, default 1.0 | must be >= 0",
        "model.encoder.cnn.convolutions.channels | integer, must be given | must be >= 1",
        "data.transform | one of unit, binarize, stochastic-binarize, standardize, default unit |"
            + " what happens to pixels",
        "training.optimizer | one of adam, adamw, sgd, default adam |   sgd    Stochastic gradient",
        "training.optimizer.2 | one of adam, adamw, sgd, default adam | adamw",
        "training.earlyStopping.metric | text | must be"
      })
  void fieldsAreFoundByTheirPath(String path, String kind, String said) {
    assertThat(explain(path).out()).contains(": " + kind).contains(said);
  }

  @Test
  void aNameAloneIsFoundWhereverItIs() {
    assertThat(explain("learningRate").out())
        .startsWith(
            "training.optimizer.adam.learningRate\ntraining.optimizer.adamw.learningRate: number");
  }

  @Test
  void withoutAFieldThoseAtTheTopAreListed() {
    assertThat(explain().out())
        .startsWith("An experiment: everything that decides its result.")
        .contains("\n  name         what the experiment is called")
        .contains("\n  figures      what is drawn afterwards");
  }

  @Test
  void anUnknownFieldIsRefusedWithTheNearest() {
    Program wrong = explain("training.batchSzie");

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith("there is no field training.batchSzie; did you mean training.batchSize?");
  }

  /** Code that was compiled without its documentation has names, defaults and ranges. */
  @Test
  void theUsersOwnWordsAreExplainedToo(@TempDir Path folder) throws IOException {
    Path layer = OwnCode.layer(folder.resolve("Damp.java"));

    assertThat(explain("model.encoder.layers.damp", "--with", layer.toString()).out())
        .startsWith("model.vae.encoder.fc.layers.damp\n");
  }

  @Test
  void everyFieldOfASpecHasAMeaning() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(Program.run("schema").out());
    List<String> silent = new ArrayList<>();
    collectSilent("", schema, silent);

    assertThat(silent).isEmpty();
  }

  private static void collectSilent(String path, JsonNode node, List<String> silent) {
    node.properties()
        .forEach(
            field -> {
              String child = path + "/" + field.getKey();
              boolean property = path.endsWith("/properties");
              boolean said = field.getValue().has("description");
              if (property && !said && !child.matches(".*/(type|\\$schema)")) {
                silent.add(child);
              }
              collectSilent(child, field.getValue(), silent);
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collectSilent(path + "/" + i, node.get(i), silent);
    }
  }
}
