package org.vaelab.experiments.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vaelab.spec.ExperimentSpec;

/**
 * The runs of a sweep.
 *
 * @param runs in the order of the table
 * @param specs of the runs, by their names
 */
public record SweepPlan(List<PlannedRun> runs, Map<String, ExperimentSpec> specs) {
  /**
   * Names all runs.
   *
   * @param specs what they compute
   * @param names of runs
   * @return the plan
   */
  public static SweepPlan of(RunSpecs specs, RunNames names) {
    List<PlannedRun> runs = new ArrayList<>();
    Map<String, ExperimentSpec> byName = new LinkedHashMap<>();
    for (RunSpecs.Draft draft : specs.drafts()) {
      String id = names.of(draft.spec());
      Map<String, String> values = new LinkedHashMap<>();
      draft.values().forEach((path, value) -> values.put(path, value.json()));
      runs.add(new PlannedRun(id, draft.configuration(), draft.spec().seed(), values));
      byName.putIfAbsent(id, draft.spec());
    }
    return new SweepPlan(List.copyOf(runs), byName);
  }
}
