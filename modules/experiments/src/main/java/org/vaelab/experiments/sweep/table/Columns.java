package org.vaelab.experiments.sweep.table;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The columns of a sweep's tables. */
final class Columns {
  private Columns() {}

  /** The paths that any configuration varies, in their order. */
  static List<String> varied(List<ConfigurationResult> configurations) {
    Set<String> paths = new LinkedHashSet<>();
    configurations.forEach(each -> paths.addAll(each.values().keySet()));
    return List.copyOf(paths);
  }

  /** The number that a value is; empty for words and the like. */
  static Optional<Double> number(String json) {
    try {
      return Optional.of(Double.valueOf(json));
    } catch (NumberFormatException word) {
      return Optional.empty();
    }
  }

  /** A value without the quotation marks of a word; empty for one that is not varied there. */
  static String plain(String json) {
    boolean word = json.length() > 1 && json.startsWith("\"") && json.endsWith("\"");
    return word ? json.substring(1, json.length() - 1) : json;
  }
}
