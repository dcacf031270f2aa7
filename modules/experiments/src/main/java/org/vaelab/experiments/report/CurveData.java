package org.vaelab.experiments.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The curves of a report as its script reads them.
 *
 * @param epochs the most that any run has
 * @param runs their names and colours
 * @param charts one for each measure
 */
record CurveData(int epochs, List<Run> runs, List<Chart> charts) {
  private static final List<String> PARTS = List.of("test", "validation", "train");
  private static final List<String> ALONE = List.of("learning_rate", "images_per_second");

  /** A run whose curves are drawn. */
  record Run(String label, int color) {}

  /**
   * A chart.
   *
   * @param id of its place in the page
   * @param title above it
   * @param unit of its numbers
   * @param lines in it
   */
  public record Chart(String id, String title, String unit, List<Line> lines) {}

  /**
   * A line: a number for each epoch, null where there is none.
   *
   * @param run its number, from 0
   * @param part test, validation or train; empty for a number that belongs to none
   */
  record Line(int run, String part, List<@Nullable Double> values) {}

  /** Of the runs of a report. */
  static CurveData of(List<RunPart> parts) {
    List<Run> runs = parts.stream().map(each -> new Run(each.label(), each.color())).toList();
    int epochs = parts.stream().mapToInt(each -> rows(each).size()).max().orElse(0);
    Set<String> columns = new LinkedHashSet<>();
    parts.stream()
        .flatMap(each -> rows(each).stream().limit(1))
        .forEach(row -> columns.addAll(row.keySet()));
    List<Chart> charts = new ArrayList<>();
    columns.stream()
        .filter(column -> PARTS.stream().anyMatch(part -> column.startsWith(part + "_")))
        .map(column -> column.substring(column.indexOf('_') + 1))
        .distinct()
        .filter(measure -> !isLossAgain(measure, parts))
        .forEach(measure -> charts.add(chart(measure, PARTS, parts)));
    ALONE.stream()
        .filter(columns::contains)
        .forEach(column -> charts.add(chart(column, List.of(), parts)));
    return new CurveData(epochs, runs, charts);
  }

  private static List<Map<String, Double>> rows(RunPart run) {
    return run.summary().metrics().rows();
  }

  private static Chart chart(String measure, List<String> kinds, List<RunPart> runs) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      if (kinds.isEmpty()) {
        lines.add(new Line(i, "", values(runs.get(i), measure)));
      }
      for (String part : kinds) {
        String column = part + "_" + measure;
        if (rows(runs.get(i)).stream().anyMatch(row -> row.containsKey(column))) {
          lines.add(new Line(i, part, values(runs.get(i), column)));
        }
      }
    }
    String unit = Numbers.unit(measure);
    return new Chart("chart-" + measure.replace('_', '-'), Numbers.measure(measure), unit, lines);
  }

  /** What is not finite has no place in JSON, and none on an axis. */
  private static List<@Nullable Double> values(RunPart run, String column) {
    List<@Nullable Double> values = new ArrayList<>();
    for (double value : run.summary().metrics().column(column)) {
      values.add(Double.isFinite(value) ? Double.valueOf(value) : null);
    }
    return values;
  }

  /** The bound is the loss where nothing is weighed; both are means of float32 numbers. */
  private static boolean isLossAgain(String measure, List<RunPart> runs) {
    return measure.equals("elbo")
        && runs.stream()
            .flatMap(run -> rows(run).stream())
            .allMatch(row -> alike(row.get("test_elbo"), row.get("test_loss")));
  }

  private static boolean alike(@Nullable Double first, @Nullable Double second) {
    return first == null || second == null || Math.abs(first - second) <= 1e-5 * Math.abs(second);
  }

  /** For a script element of a page: no text in it can end that. */
  String json() {
    try {
      return JsonMapper.builder().build().writeValueAsString(this).replace("<", "\\u003c");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
