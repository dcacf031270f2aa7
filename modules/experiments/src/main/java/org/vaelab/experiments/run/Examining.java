package org.vaelab.experiments.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vaelab.experiments.diagnosis.Diagnosis;
import org.vaelab.experiments.diagnosis.ModelSymptoms;
import org.vaelab.experiments.diagnosis.NumberSymptoms;
import org.vaelab.experiments.run.Checkpoints.Saved;
import org.vaelab.spec.ExperimentSpec;

/** Finds out what is wrong with a run. */
public final class Examining {
  private Examining() {}

  /**
   * Examines its numbers and, where it has one, its model.
   *
   * @param options which run, and how
   * @param terminal told how it goes
   * @return empty for a healthy run
   */
  public static List<Diagnosis> examine(ResumeOptions options, Terminal terminal) {
    Continuation.requireRun(options.run());
    try (RunFolder folder = RunFolder.open(options.run())) {
      ExperimentSpec spec = Continuation.read(folder, List.of(), options, terminal);
      List<Map<String, Double>> rows = MetricsTable.read(folder.file(RunFiles.METRICS)).rows();
      List<Diagnosis> found = new ArrayList<>(new NumberSymptoms(spec, rows).find());
      if (RunFiles.isFile(folder.file(RunFiles.MODEL))) {
        Optional<Saved> saved = folder.checkpoints().newest(damage -> {});
        found.addAll(
            new ReopenedRun(folder, spec, saved, options, terminal)
                .with(each -> new ModelSymptoms(each.model(), each.session()).find()));
      }
      return found;
    }
  }
}
