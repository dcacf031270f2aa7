package org.vaelab.experiments.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vaelab.files.AtomicFile;
import org.vaelab.training.metrics.EpochMetrics;

/** The numbers of a run, one row per epoch; losses in nats per image. */
final class MetricsCsv {
  private final Path file;

  /** The rows so far: formatting them all anew would take longer with each epoch. */
  private final StringBuilder text = new StringBuilder();

  /** Of a run without epochs so far; {@code file} is metrics.csv. */
  MetricsCsv(Path file) {
    this.file = file;
  }

  /** Writes the rows so far and those of {@code epochs}, at least one, replacing the file. */
  void add(List<EpochMetrics> epochs) {
    if (text.isEmpty()) {
      text.append(header(epochs.get(0))).append('\n');
    }
    for (EpochMetrics metrics : epochs) {
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
    first.train().derived().keySet().forEach(name -> columns.add("train_" + name));
    first.test().derived().keySet().forEach(name -> columns.add("test_" + name));
    if (first.validation() != null) {
      first.validation().derived().keySet().forEach(name -> columns.add("validation_" + name));
    }
    return String.join(",", columns);
  }

  private static String row(EpochMetrics metrics) {
    List<String> cells = new ArrayList<>(List.of(Integer.toString(metrics.epoch())));
    addAll(cells, metrics.train().values());
    addAll(cells, metrics.test().values());
    cells.add(Double.toString(metrics.learningRate()));
    cells.add(String.format(Locale.ROOT, "%.3f", metrics.seconds()));
    cells.add(String.format(Locale.ROOT, "%.1f", metrics.imagesPerSecond()));
    if (metrics.validation() != null) {
      addAll(cells, metrics.validation().values());
    }
    addAll(cells, metrics.train().derived());
    addAll(cells, metrics.test().derived());
    if (metrics.validation() != null) {
      addAll(cells, metrics.validation().derived());
    }
    return String.join(",", cells);
  }

  private static void addAll(List<String> cells, Map<String, Double> values) {
    values.values().forEach(v -> cells.add(String.format(Locale.ROOT, "%.6f", v)));
  }
}
