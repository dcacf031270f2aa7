package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code evaluate} says and writes of a small run. */
class EvaluateTest {
  @TempDir private static Path folder;
  private static Path run = Path.of("");

  @BeforeAll
  static void train() throws IOException {
    Path spec = folder.resolve("small.json");
    run = folder.resolve("run");
    Files.writeString(
        spec,
        """
        {
          "name": "small",
          "data": { "dataset": "digits", "limit": 2000, "testLimit": 60,
                    "transform": "stochastic-binarize" },
          "model": { "latent": 4, "conditional": true,
                     "encoder": { "type": "fc", "hidden": [64] },
                     "decoder": { "type": "fc", "hidden": [64] } },
          "training": { "epochs": 25, "batchSize": 50 },
          "figures": []
        }
        """);
    Program program = Program.run("run", spec.toString(), "--out", run.toString());
    assertThat(program.err()).isEmpty();
  }

  @Test
  void everyNumberHasItsProtocol() throws IOException {
    Program program = evaluate("--importance-samples", "50");

    assertThat(program.err()).isEmpty();
    assertThat(program.exitCode()).isZero();
    Map<String, JsonNode> values = values();
    assertThat(values.keySet())
        .containsExactly(
            "elbo[stochastic-binarize]",
            "log_likelihood[K=50, stochastic-binarize]",
            "bits_per_dimension[K=50, stochastic-binarize]",
            "active_units[variance > 0.01, stochastic-binarize]",
            "kl[stochastic-binarize]",
            "mutual_information[N=60, 60 draws, stochastic-binarize]",
            "marginal_kl[N=60, 60 draws, stochastic-binarize]",
            "total_correlation[N=60, 60 draws, stochastic-binarize]",
            "linear_probe_accuracy[2000 training codes, stochastic-binarize]",
            "nearest_neighbour_accuracy[2000 training codes, stochastic-binarize]",
            "reconstruction_error[posterior mean, stochastic-binarize]",
            "classifier_accuracy[real images, classifier of 2 epochs, stochastic-binarize]",
            "conditional_accuracy[100 draws per class, classifier of 2 epochs,"
                + " stochastic-binarize]",
            "class_diversity[variance of samples / of images, stochastic-binarize]",
            "classifier_feature_frechet[N=60, F=256, classifier of 2 epochs, stochastic-binarize]",
            "classifier_feature_precision[k=3, N=60, F=256, classifier of 2 epochs,"
                + " stochastic-binarize]",
            "classifier_feature_recall[k=3, N=60, F=256, classifier of 2 epochs,"
                + " stochastic-binarize]");
    values.keySet().forEach(name -> assertThat(program.out()).contains(name));
    double elbo = value(values, "elbo");
    double likelihood = value(values, "log_likelihood");
    assertThat(likelihood).isGreaterThan(elbo).isNegative();
    assertThat(value(values, "bits_per_dimension"))
        .isCloseTo(-likelihood / 784 / Math.log(2), within(1e-9));
    assertThat(value(values, "kl"))
        .isCloseTo(value(values, "mutual_information") + value(values, "marginal_kl"), within(1.0));
    assertThat(value(values, "classifier_accuracy")).isGreaterThan(0.8);
    assertThat(value(values, "conditional_accuracy")).isGreaterThan(0.4);
    assertThat(value(values, "class_diversity")).isBetween(0.05, 1.0);
  }

  /** More samples are a tighter bound; the same samples the same digits, whatever is left out. */
  @Test
  void theSameEvaluationGivesTheSameDigits() throws IOException {
    Map<String, Double> first = likelihood("--importance-samples", "20");
    assertThat(likelihood("--importance-samples", "20")).isEqualTo(first);
    double few = first.values().iterator().next();
    double many = likelihood("--importance-samples", "1200").values().iterator().next();
    assertThat(many).isGreaterThan(few);
  }

  /** Samples that a classifier of real images reads also teach one to read real images. */
  @Test
  void aClassifierOfAnotherRunJudgesSamples() throws IOException {
    Path spec = folder.resolve("classifier.json");
    Path judge = folder.resolve("judge");
    Files.writeString(
        spec,
        """
        {
          "name": "judge",
          "data": { "dataset": "digits", "limit": 2000, "testLimit": 60 },
          "model": { "type": "classifier", "layers": [ { "type": "dense", "width": 32 } ] },
          "training": { "epochs": 4 },
          "figures": []
        }
        """);
    assertThat(Program.run("run", spec.toString(), "--out", judge.toString()).err()).isEmpty();
    Program program =
        evaluate(
            "--metrics",
            "conditional-accuracy,classifier-features,classification-accuracy-score",
            "--classifier",
            judge.toString());

    assertThat(program.err()).isEmpty();
    Map<String, JsonNode> values = values();
    assertThat(values.keySet())
        .anyMatch(
            name ->
                name.matches(
                    "conditional_accuracy\\[100 draws per class, classifier [0-9a-f]{8},"
                        + " stochastic-binarize]"))
        .anyMatch(
            name -> name.matches("classifier_feature_recall\\[k=3, N=60, F=32, classifier .*"))
        .contains(
            "classification_accuracy_score[2000 samples, classifier of 2 epochs,"
                + " stochastic-binarize]");
    assertThat(value(values, "classifier_accuracy")).isGreaterThan(0.8);
    assertThat(value(values, "conditional_accuracy")).isGreaterThan(0.4);
    assertThat(value(values, "classification_accuracy_score")).isGreaterThan(0.4);

    assertThat(Program.run("evaluate", judge.toString()).err()).isEmpty();
    Map<String, JsonNode> own = values(judge);
    assertThat(own.keySet()).containsExactly("accuracy[unit]", "cross_entropy[unit]");
    List<String> rows = Files.readAllLines(judge.resolve("metrics.csv"));
    List<String> columns = List.of(rows.get(0).split(",", -1));
    String[] last = rows.get(4).split(",", -1);
    assertThat(value(own, "cross_entropy"))
        .isCloseTo(Double.parseDouble(last[columns.indexOf("test_loss")]), within(1e-4));
    assertThat(value(own, "accuracy"))
        .isCloseTo(Double.parseDouble(last[columns.indexOf("test_accuracy")]), within(1e-6));

    assertThat(evaluate("--classifier", run.toString()).err())
        .contains("evaluation.classifier must be the run of a classifier of these images; ")
        .contains(" is a CVAE");
    assertThat(evaluate("--classifier", folder.toString()).err()).contains("model.safetensors");
  }

  @Test
  void whatIsImpossibleIsRefused() {
    Program metric = evaluate("--metrics", "likelihood");
    assertThat(metric.exitCode()).isEqualTo(VaelabCommand.INPUT);
    assertThat(metric.err()).contains("evaluation.metrics[0]", "log-likelihood");
    Program samples = evaluate("--importance-samples", "0");
    assertThat(samples.err()).contains("evaluation.importanceSamples must be >= 1, was 0");
    Program split = evaluate("--split", "validation");
    assertThat(split.err()).contains("evaluation.split", "needs images held out");
    assertThat(evaluate("--format", "yaml").err())
        .contains("--format must be text, markdown, latex or json, was yaml");
  }

  @Test
  void aTableForAPaper() {
    Program program = evaluate("--metrics", "elbo,active-units", "--format", "latex");
    assertThat(program.out()).contains("\\begin{tabular}{lrrl}", "elbo[stochastic-binarize] & -");
    assertThat(program.out()).doesNotContain("log\\_likelihood");
  }

  private static Map<String, Double> likelihood(String... more) throws IOException {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--metrics";
    arguments[1] = "log-likelihood";
    System.arraycopy(more, 0, arguments, 2, more.length);
    assertThat(evaluate(arguments).err()).isEmpty();
    Map<String, Double> values = new LinkedHashMap<>();
    values().forEach((name, each) -> values.put(name, each.get("value").asDouble()));
    return values;
  }

  private static Program evaluate(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "evaluate";
    arguments[1] = run.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Program.run(arguments);
  }

  private static double value(Map<String, JsonNode> values, String name) {
    return values.entrySet().stream()
        .filter(each -> each.getKey().startsWith(name + "["))
        .findFirst()
        .orElseThrow()
        .getValue()
        .get("value")
        .asDouble();
  }

  private static Map<String, JsonNode> values() throws IOException {
    return values(run);
  }

  private static Map<String, JsonNode> values(Path measured) throws IOException {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    JsonMapper.builder()
        .build()
        .readTree(measured.resolve("evaluation.json").toFile())
        .get("measurements")
        .forEach(each -> values.put(each.get("name").asText(), each));
    return values;
  }
}
