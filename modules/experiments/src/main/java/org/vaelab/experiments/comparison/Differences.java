package org.vaelab.experiments.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The settings in which runs differ. */
public final class Differences {
  /** Of a run that has no such field. */
  public static final String NONE = "-";

  private Differences() {}

  /**
   * Finds them.
   *
   * @param runs any number
   * @return for each path that has not the same value in all, the value of each run in their order
   */
  public static Map<String, List<String>> of(List<RunSummary> runs) {
    SortedSet<String> paths = new TreeSet<>();
    runs.forEach(run -> paths.addAll(run.settings().keySet()));
    Map<String, List<String>> differing = new LinkedHashMap<>();
    for (String path : paths) {
      List<String> values =
          runs.stream().map(run -> plain(run.settings().getOrDefault(path, NONE))).toList();
      if (values.stream().distinct().count() > 1) {
        differing.put(path, values);
      }
    }
    return differing;
  }

  /** Words without their quotation marks. */
  private static String plain(String json) {
    boolean word = json.length() > 1 && json.startsWith("\"") && json.endsWith("\"");
    return json.equals("null") ? NONE : word ? json.substring(1, json.length() - 1) : json;
  }
}
