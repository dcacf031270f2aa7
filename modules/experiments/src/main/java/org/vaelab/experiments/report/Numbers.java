package org.vaelab.experiments.report;

import java.util.Locale;
import java.util.Map;

/** Numbers as a report writes them. */
final class Numbers {
  private static final Map<String, String> NAMES =
      Map.of(
          "kl", "KL",
          "elbo", "negative ELBO",
          "reconstruction", "reconstruction",
          "loss", "loss",
          "accuracy", "accuracy",
          "learning_rate", "learning rate",
          "images_per_second", "throughput");

  private Numbers() {}

  /** Of a column of metrics.csv. */
  static String of(String column, double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (column.endsWith("accuracy")) {
      return String.format(Locale.ROOT, "%.4f", value);
    }
    double size = Math.abs(value);
    return column.matches("(train|test|validation)_.+") && size >= 1 && size < 1000
        ? String.format(Locale.ROOT, "%.2f", value)
        : of(value);
  }

  /** With as many digits as say something. */
  static String of(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e9) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    String format =
        size >= 10_000
            ? "%,.0f"
            : size >= 1000 ? "%,.1f" : size >= 10 ? "%.2f" : size >= 0.001 ? "%.4f" : "%.3g";
    return String.format(Locale.ROOT, format, value);
  }

  /** {@code train_kl} is "KL"; the part is left out. */
  static String measure(String column) {
    String name = column.replaceFirst("^(train|test|validation)_", "");
    return NAMES.getOrDefault(name, name.replace('_', ' '));
  }

  /** What the numbers of a column are counted in. */
  static String unit(String column) {
    if (column.endsWith("accuracy")) {
      return "share of images";
    }
    return switch (column) {
      case "learning_rate" -> "";
      case "images_per_second" -> "images per second";
      case "seconds" -> "seconds";
      default -> "nats per image";
    };
  }
}
