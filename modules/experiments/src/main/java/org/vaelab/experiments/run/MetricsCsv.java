package org.vaelab.experiments.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vaelab.training.AtomicFile;
import org.vaelab.training.EpochMetrics;
import org.vaelab.training.Measures;

/** The numbers of a run, a row an epoch; losses in nats per image. */
public final class MetricsCsv {
  private MetricsCsv() {}

  /**
   * Writes all rows, replacing the file.
   *
   * @param file metrics.csv
   * @param history the epochs so far, at least one
   */
  public static void write(Path file, List<EpochMetrics> history) {
    StringBuilder text = new StringBuilder(header(history.get(0))).append('\n');
    for (EpochMetrics metrics : history) {
      text.append(row(metrics)).append('\n');
    }
    AtomicFile.write(file, text.toString());
  }

  private static String header(EpochMetrics first) {
    List<String> columns = new ArrayList<>(List.of("epoch"));
    first.train().values().keySet().forEach(name -> columns.add("train_" + name));
    first.test().values().keySet().forEach(name -> columns.add("test_" + name));
    columns.addAll(List.of("learning_rate", "seconds", "images_per_second"));
    if (first.validation() != null) {
      first.validation().values().keySet().forEach(name -> columns.add("validation_" + name));
    }
    return String.join(",", columns);
  }

  private static String row(EpochMetrics metrics) {
    List<String> cells = new ArrayList<>(List.of(Integer.toString(metrics.epoch())));
    addAll(cells, metrics.train());
    addAll(cells, metrics.test());
    cells.add(Double.toString(metrics.learningRate()));
    cells.add(String.format(Locale.ROOT, "%.3f", metrics.seconds()));
    cells.add(String.format(Locale.ROOT, "%.1f", metrics.imagesPerSecond()));
    if (metrics.validation() != null) {
      addAll(cells, metrics.validation());
    }
    return String.join(",", cells);
  }

  private static void addAll(List<String> cells, Measures measures) {
    measures.values().values().forEach(v -> cells.add(String.format(Locale.ROOT, "%.6f", v)));
  }
}
