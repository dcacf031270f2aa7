package org.vaelab.experiments.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.vaelab.json.JsonValue;
import org.vaelab.training.Seeds;

/** What is tried: the values of the varied fields, configuration by configuration. */
final class Configurations {
  /** More are no sweep. */
  static final int MOST = 1_000_000;

  private final SweepFile file;
  private final List<Map.Entry<String, Parameter>> parameters;
  private final List<Map<String, JsonValue>> found = new ArrayList<>();

  private Configurations(SweepFile file) {
    this.file = file;
    parameters = List.copyOf(file.spec().parameters().entrySet());
  }

  /** How many there are, without making them; at most {@link #MOST} and one are counted. */
  static long count(SweepFile file) {
    SweepMethod method = file.spec().method();
    if (method instanceof RunList list) {
      return list.runs().size();
    }
    Integer drawn = drawn(method);
    return drawn == null ? new Configurations(file).count(0, new LinkedHashMap<>()) : drawn;
  }

  /** All of them, in an order that is always the same. */
  static List<Map<String, JsonValue>> of(SweepFile file) {
    SweepMethod method = file.spec().method();
    if (method instanceof RunList list) {
      return list.runs();
    }
    Configurations all = new Configurations(file);
    Integer drawn = drawn(method);
    if (drawn == null) {
      all.addGrid(0, new LinkedHashMap<>());
    } else {
      long seed =
          method instanceof RandomSearch random
              ? random.seed()
              : ((SuccessiveHalving) method).seed();
      all.addRandom(drawn, new Seeds(seed));
    }
    return all.found;
  }

  /** How many are drawn at random; null for a grid. */
  private static @Nullable Integer drawn(SweepMethod method) {
    if (method instanceof RandomSearch random) {
      return random.runs();
    }
    return method instanceof SuccessiveHalving halving ? halving.runs() : null;
  }

  private List<JsonValue> values(int index) {
    Map.Entry<String, Parameter> parameter = parameters.get(index);
    return parameter.getValue().grid(file.place("parameters", parameter.getKey())).orElseThrow();
  }

  /** Only parameters that others depend on are gone through one by one. */
  private long count(int index, Map<String, JsonValue> chosen) {
    if (index == parameters.size()) {
      return 1;
    }
    String path = parameters.get(index).getKey();
    if (!SweepConflicts.holds(parameters.get(index).getValue(), chosen)) {
      return count(index + 1, chosen);
    }
    List<JsonValue> values = values(index);
    boolean asked = parameters.stream().anyMatch(each -> each.getValue().when().containsKey(path));
    long count = 0;
    if (!asked) {
      count = Math.multiplyExact((long) values.size(), count(index + 1, chosen));
      return Math.min(count, MOST + 1L);
    }
    for (JsonValue value : values) {
      chosen.put(path, value);
      count += count(index + 1, chosen);
      chosen.remove(path);
    }
    return Math.min(count, MOST + 1L);
  }

  private void addGrid(int index, Map<String, JsonValue> chosen) {
    if (index == parameters.size()) {
      found.add(Collections.unmodifiableMap(new LinkedHashMap<>(chosen)));
      return;
    }
    if (!SweepConflicts.holds(parameters.get(index).getValue(), chosen)) {
      addGrid(index + 1, chosen);
      return;
    }
    String path = parameters.get(index).getKey();
    for (JsonValue value : values(index)) {
      chosen.put(path, value);
      addGrid(index + 1, chosen);
      chosen.remove(path);
    }
  }

  /** Every value from a stream of its own, so that one more run or parameter changes no other. */
  private void addRandom(int runs, Seeds seeds) {
    for (int run = 0; run < runs; run++) {
      Map<String, JsonValue> chosen = new LinkedHashMap<>();
      for (Map.Entry<String, Parameter> each : parameters) {
        String path = each.getKey();
        if (SweepConflicts.holds(each.getValue(), chosen)) {
          SplittableRandom random = new SplittableRandom(seeds.derive(path, run));
          chosen.put(path, each.getValue().draw(random, file.place("parameters", path)));
        }
      }
      found.add(Collections.unmodifiableMap(chosen));
    }
  }
}
