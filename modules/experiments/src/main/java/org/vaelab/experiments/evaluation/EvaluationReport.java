package org.vaelab.experiments.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an evaluation found, as it stands in evaluation.json.
 *
 * @param run the experiment's name
 * @param split which images were measured
 * @param images how many
 * @param seed of the run, which all draws come from
 * @param transform how the model saw pixels
 * @param importanceSamples K of the log-likelihood
 * @param model SHA-256 of model.safetensors
 * @param seconds in all
 * @param measurements the numbers
 */
public record EvaluationReport(
    String run,
    String split,
    int images,
    long seed,
    String transform,
    int importanceSamples,
    String model,
    double seconds,
    List<Measurement> measurements) {
  /** Copies the numbers. */
  public EvaluationReport {
    measurements = List.copyOf(measurements);
  }

  /**
   * The text of evaluation.json.
   *
   * @return JSON with a line feed at its end
   */
  public String json() {
    try {
      return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(this)
          + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * What stands above a table.
   *
   * @return a line
   */
  public String title() {
    return String.format(
        Locale.ROOT, "%s: %,d %s images, seed %d, %.1f s", run, images, split, seed, seconds);
  }

  /**
   * The rows of a table.
   *
   * @return name, value, standard error and unit of each number
   */
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (Measurement each : measurements) {
      Double error = each.standardError();
      rows.add(
          List.of(
              each.name(), number(each.value()), error == null ? "-" : number(error), each.unit()));
    }
    return rows;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
