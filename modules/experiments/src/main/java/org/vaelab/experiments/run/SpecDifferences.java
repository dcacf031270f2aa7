package org.vaelab.experiments.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What differs between two specs, of all that decides a training. */
public final class SpecDifferences {
  /**
   * Changing these changes no number of the training; the bytes of data that moved are compared by
   * their fingerprints.
   */
  private static final List<String> HARMLESS =
      List.of(
          "name",
          "description",
          "data.dataset.path",
          "evaluation",
          "figures",
          "training.checkpoint");

  /** A field that an older version did not have is what it is by default: none. */
  private static final List<String> NOTHING = List.of("absent", "null");

  private SpecDifferences() {}

  /**
   * What decides the numbers of a training.
   *
   * @param spec a spec.json
   * @return the JSON of each plain value by its path
   */
  public static SortedMap<String, String> deciding(JsonNode spec) {
    SortedMap<String, String> leaves = new TreeMap<>();
    flatten("", spec, leaves);
    leaves.keySet().removeIf(SpecDifferences::isHarmless);
    return leaves;
  }

  private static boolean isHarmless(String path) {
    return HARMLESS.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "."));
  }

  /**
   * A field that differs.
   *
   * @param path such as training.batchSize
   * @param was its JSON, or "absent"
   * @param is its JSON, or "absent"
   */
  public record Difference(String path, String was, String is) {}

  /** A line for each field: "training.batchSize was 64, is 128". */
  static List<String> of(JsonNode saved, JsonNode present, boolean epochsMayDiffer) {
    return between(saved, present).stream()
        .filter(each -> !(epochsMayDiffer && each.path().equals("training.epochs")))
        .map(each -> each.path() + " was " + each.was() + ", is " + each.is())
        .toList();
  }

  /**
   * The fields that decide a training and differ.
   *
   * @param saved a spec.json
   * @param present another
   * @return in the order of their paths
   */
  public static List<Difference> between(JsonNode saved, JsonNode present) {
    Map<String, String> before = new TreeMap<>();
    Map<String, String> after = new TreeMap<>();
    flatten("", saved, before);
    flatten("", present, after);
    List<Difference> differences = new ArrayList<>();
    TreeMap<String, String> all = new TreeMap<>(before);
    all.putAll(after);
    for (String path : all.keySet()) {
      String was = before.getOrDefault(path, "absent");
      String is = after.getOrDefault(path, "absent");
      boolean neither = NOTHING.contains(was) && NOTHING.contains(is);
      if (!isHarmless(path) && !neither && !was.equals(is)) {
        differences.add(new Difference(path, was, is));
      }
    }
    return differences;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        flatten(child(path, field.getKey()), field.getValue(), leaves);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(child(path, Integer.toString(i)), node.get(i), leaves);
      }
    } else {
      leaves.put(path, node.toString());
    }
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
