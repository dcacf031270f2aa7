package org.vaelab.experiments.sweep.table;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Where the values of a parameter stand on an axis. */
final class Axis {
  private Axis() {}

  /** The values of those that have the parameter: numbers in their order, words as they come. */
  static List<String> values(List<ConfigurationResult> configurations, String path) {
    List<String> values =
        configurations.stream()
            .map(each -> each.values().get(path))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return areNumbers(values)
        ? values.stream().sorted(Comparator.comparingDouble(Axis::number)).toList()
        : values;
  }

  static boolean areNumbers(List<String> values) {
    return values.stream().allMatch(value -> Columns.number(value).isPresent());
  }

  static double place(List<String> values, String value, boolean numbers) {
    return numbers ? number(value) : values.indexOf(value);
  }

  private static double number(String value) {
    return Columns.number(value).orElse(Double.NaN);
  }
}
