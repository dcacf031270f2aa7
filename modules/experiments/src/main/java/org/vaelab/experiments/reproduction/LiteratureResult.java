package org.vaelab.experiments.reproduction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.Durations;
import org.vaelab.experiments.run.MetricsTable;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.spec.ExperimentSpec;

/**
 * What a run gives for a row of the table.
 *
 * @param row the published number
 * @param folder of the run in the paper's size, or in a quick one
 * @param quick whether it is a quick one
 * @param spec what the run is to be
 * @param paperSize the spec of the paper's size
 */
record LiteratureResult(
    LiteratureTable.Row row,
    Path folder,
    boolean quick,
    ExperimentSpec spec,
    ExperimentSpec paperSize) {
  /** An estimated log-likelihood. */
  private record Found(String name, double value, double error, int images) {}

  /** The cells of its row. */
  List<String> cells() {
    Found found = found();
    List<Map<String, Double>> epochs = MetricsTable.read(folder.resolve(RunFiles.METRICS)).rows();
    return List.of(
        row.model(),
        row.spec() + (quick ? LiteratureTable.QUICK : ""),
        found == null
            ? "-"
            : String.format(Locale.ROOT, "%.2f ± %.2f", -found.value(), found.error()),
        found == null ? "-" : protocol(found),
        progress(epochs),
        number(row.paper(), row.source()),
        number(row.rerun(), row.rerunBy()),
        found == null || quick ? "-" : verdict(found),
        time(epochs));
  }

  private static String number(@Nullable Double value, String source) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.2f (%s)", value, source);
  }

  private static String protocol(Found found) {
    String inside = found.name().replaceFirst("^[^\\[]*\\[", "").replaceFirst("]$", "");
    return String.format(Locale.ROOT, "%s, %,d images", inside, found.images());
  }

  private String progress(List<Map<String, Double>> epochs) {
    int all = spec.training().epochs();
    return epochs.size() == all
        ? String.format(Locale.ROOT, "%,d", all)
        : String.format(Locale.ROOT, "%,d of %,d", epochs.size(), all);
  }

  /** Half a nat from the paper or from the rerun. */
  private String verdict(Found found) {
    boolean near = near(found, row.paper()) || near(found, row.rerun());
    return row.paper() == null && row.rerun() == null ? "-" : near ? "yes" : "no";
  }

  private static boolean near(Found found, @Nullable Double published) {
    return published != null && Math.abs(-found.value() - published) <= 0.5;
  }

  /**
   * How long it took, and of a run that is not of the paper's size or not at its end how long that
   * takes: as long for an image as here at least, as long for a step as here at most, because a
   * smaller batch takes less time, but more for each of its images.
   */
  private String time(List<Map<String, Double>> epochs) {
    if (epochs.isEmpty()) {
      return "-";
    }
    double seconds =
        epochs.stream()
            .mapToDouble(epoch -> Objects.requireNonNullElse(epoch.get("seconds"), 0.0))
            .sum();
    double all = seconds / epochs.size() * paperSize.training().epochs();
    if (!quick) {
      String took = Durations.words(seconds);
      return epochs.size() == spec.training().epochs()
          ? took
          : took + ", " + Durations.words(all) + " in all";
    }
    double steps = (double) spec.training().batchSize() / paperSize.training().batchSize();
    return String.format(
        Locale.ROOT,
        "%s; the paper's size %s to %s",
        Durations.words(seconds),
        Durations.words(all),
        Durations.words(all * steps));
  }

  private @Nullable Found found() {
    JsonNode report;
    try {
      report = JsonMapper.builder().build().readTree(folder.resolve(RunFiles.EVALUATION).toFile());
    } catch (IOException absent) {
      return null;
    }
    for (JsonNode each : report.path("measurements")) {
      String name = each.path("name").asText();
      if (name.startsWith("log_likelihood[")) {
        return new Found(
            name,
            each.path("value").asDouble(),
            each.path("standardError").asDouble(),
            report.path("images").asInt());
      }
    }
    return null;
  }
}
