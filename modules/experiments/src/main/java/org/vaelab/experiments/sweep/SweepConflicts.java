package org.vaelab.experiments.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vaelab.json.JsonValue;
import org.vaelab.json.Problems;
import org.vaelab.json.Words;

/** What is right alone in a sweep file, but not together. */
final class SweepConflicts {
  private static final String PARAMETERS = "parameters";

  private final SweepFile file;
  private final SweepSpec spec;
  private final Problems problems;

  SweepConflicts(SweepFile file, Problems problems) {
    this.file = file;
    this.spec = file.spec();
    this.problems = problems;
  }

  /** Adds a problem for each conflict. */
  void find() {
    SweepMethod method = spec.method();
    boolean list = method instanceof RunList;
    if (method instanceof RunList empty && empty.runs().isEmpty()) {
      problems.add(
          file.place("method", "runs"),
          "method.runs",
          "must have at least one configuration, is empty");
    }
    if (list && !spec.parameters().isEmpty()) {
      add("must be left out: the configurations of a list say what is varied", PARAMETERS);
    }
    if (!list && spec.parameters().isEmpty() && spec.seeds().size() < 2) {
      add("has nothing to vary: name at least one parameter, or two seeds", PARAMETERS);
    }
    boolean grid =
        method instanceof GridSearch
            || (method instanceof SuccessiveHalving halving && halving.runs() == null);
    List<String> before = new ArrayList<>();
    spec.parameters()
        .forEach(
            (path, parameter) -> {
              check(path, parameter, grid, before);
              before.add(path);
            });
    if (method instanceof SuccessiveHalving && varied("training.epochs")) {
      add(
          "cannot be varied in a halving, which compares runs after the same epochs",
          PARAMETERS,
          "training.epochs");
    }
  }

  private boolean varied(String path) {
    return spec.parameters().containsKey(path);
  }

  private void check(String path, Parameter parameter, boolean grid, List<String> before) {
    if (path.equals("seed")) {
      add("is varied by seeds, which the table takes means over", PARAMETERS, path);
    }
    if (path.equals("name")) {
      add("names no run of a sweep: runs are named by what they compute", PARAMETERS, path);
    }
    if (spec.set().containsKey(path)) {
      add("is given in set as well, for all runs; remove it there", PARAMETERS, path);
    }
    if (parameter instanceof ValuesParameter none && none.values().isEmpty()) {
      add("must have at least one value, is empty", PARAMETERS, path, "values");
      return;
    }
    if (grid && parameter.grid(file.place(PARAMETERS, path)).isEmpty()) {
      add(parameter.noGrid(), PARAMETERS, path);
    }
    if (!grid && hasCount(parameter)) {
      add("belongs to a grid; random values are drawn from the range", PARAMETERS, path, "count");
    }
    parameter.when().forEach((other, values) -> checkCondition(path, other, values, before));
  }

  private static boolean hasCount(Parameter parameter) {
    return (parameter instanceof UniformParameter uniform && uniform.count() != null)
        || (parameter instanceof LogUniformParameter log && log.count() != null);
  }

  private void checkCondition(
      String path, String other, List<JsonValue> values, List<String> before) {
    if (!before.contains(other)) {
      add(
          "must name a parameter before this one"
              + (before.isEmpty() ? ", and there is none" : ": " + Words.either(before)),
          PARAMETERS,
          path,
          "when",
          other);
      return;
    }
    if (spec.parameters().get(other) instanceof ValuesParameter those) {
      List<String> texts = those.values().stream().map(JsonValue::json).toList();
      for (JsonValue value : values) {
        if (!texts.contains(value.json())) {
          add(
              "must be of the values of that parameter, "
                  + Words.either(texts)
                  + ", was "
                  + value.shown(),
              PARAMETERS,
              path,
              "when",
              other);
        }
      }
    }
  }

  /** The path as messages of the binder have it. */
  private void add(String message, String... steps) {
    StringBuilder path = new StringBuilder(steps[0]);
    boolean quoted = true;
    for (int i = 1; i < steps.length; i++) {
      boolean user = quoted || steps[i - 1].equals("when");
      path.append(user ? "[\"" + steps[i] + "\"]" : "." + steps[i]);
      quoted = false;
    }
    problems.add(file.place(steps), path.toString(), message);
  }

  /** The values of a condition that hold for a configuration. */
  static boolean holds(Parameter parameter, Map<String, JsonValue> chosen) {
    return parameter.when().entrySet().stream()
        .allMatch(
            each -> {
              JsonValue value = chosen.get(each.getKey());
              return value != null
                  && each.getValue().stream()
                      .anyMatch(allowed -> allowed.json().equals(value.json()));
            });
  }
}
