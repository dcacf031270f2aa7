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
   * Examines its numbers and, where it has one, its model; where it diverged, it is trained again
   * from its last checkpoint, to find the first array that was not finite.
   *
   * @param options which run, and how
   * @param diverged whether its training did
   * @param terminal told how it goes
   * @return empty for a healthy run
   */
  public static List<Diagnosis> examine(
      ResumeOptions options, boolean diverged, Terminal terminal) {
    Continuation.requireRun(options.run());
    try (RunFolder folder = RunFolder.open(options.run())) {
      ExperimentSpec spec = Continuation.read(folder, List.of(), options, terminal);
      List<Map<String, Double>> rows = MetricsTable.read(folder.file(RunFiles.METRICS)).rows();
      List<Diagnosis> found = new ArrayList<>();
      if (diverged) {
        found.add(new Divergence(folder, spec, options, terminal).find());
      }
      found.addAll(new NumberSymptoms(spec, rows).find());
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
