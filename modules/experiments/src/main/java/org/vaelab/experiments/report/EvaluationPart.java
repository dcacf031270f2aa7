package org.vaelab.experiments.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.files.Sha256;

/**
 * What a model is worth, by evaluation.json.
 *
 * @param protocol how it was measured; empty where it was not
 * @param warning why the numbers may not be this model's; may be empty
 * @param rows the numbers
 */
public record EvaluationPart(String protocol, String warning, List<Row> rows) {
  /** So many parts are drawn; what has more is a list for programs. */
  private static final int MOST_PARTS = 128;

  /**
   * A number.
   *
   * @param name with how it was got in brackets
   * @param value as it is read
   * @param error its standard error; empty for none
   * @param unit of both
   * @param better higher, lower or neither
   * @param parts what it is made of, such as each dimension's
   */
  public record Row(
      String name, String value, String error, String unit, String better, List<Part> parts) {}

  /**
   * A part of a number.
   *
   * @param value as it is read
   * @param percent of the largest part
   */
  public record Part(String value, int percent) {}

  /** Of a run folder. */
  static EvaluationPart of(Path folder) {
    Path file = folder.resolve(RunFiles.EVALUATION);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return new EvaluationPart("", "", List.of());
      }
      JsonNode tree = SpecPart.tree(Files.readString(file));
      List<Row> rows = new ArrayList<>();
      tree.path("measurements").forEach(each -> rows.add(row(each)));
      return new EvaluationPart(protocol(tree), warning(tree, folder), rows);
    } catch (IOException unreadable) {
      return new EvaluationPart("", "evaluation.json cannot be read.", List.of());
    }
  }

  private static String protocol(JsonNode tree) {
    return String.format(
        Locale.ROOT,
        "%,d %s images, %s pixels, seed %d, %,d importance samples.",
        tree.path("images").asInt(),
        tree.path("split").asText(),
        tree.path("transform").asText(),
        tree.path("seed").asLong(),
        tree.path("importanceSamples").asInt());
  }

  private static String warning(JsonNode tree, Path folder) throws IOException {
    Path model = folder.resolve(RunFiles.MODEL);
    boolean same =
        Files.isRegularFile(model, LinkOption.NOFOLLOW_LINKS)
            && Sha256.of(model).equals(tree.path("model").asText());
    return same
        ? ""
        : "These numbers are of an earlier model: the run was trained on since. Measure it again.";
  }

  private static Row row(JsonNode each) {
    List<Double> values = new ArrayList<>();
    each.path("parts").forEach(part -> values.add(part.asDouble()));
    double most = values.stream().mapToDouble(Math::abs).max().orElse(0);
    List<Part> parts =
        values.size() > MOST_PARTS
            ? List.of()
            : values.stream()
                .map(
                    value ->
                        new Part(
                            Numbers.of(value),
                            most == 0 ? 0 : (int) Math.round(100 * Math.abs(value) / most)))
                .toList();
    JsonNode error = each.path("standardError");
    return new Row(
        each.path("name").asText(),
        Numbers.of(each.path("value").asDouble(Double.NaN)),
        error.isNumber() ? Numbers.of(error.asDouble()) : "",
        each.path("unit").asText(),
        each.path("better").asText(),
        parts);
  }
}
