package org.vaelab.experiments.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.diagnosis.Diagnosis;
import org.vaelab.experiments.diagnosis.ModelSymptoms;
import org.vaelab.experiments.diagnosis.NumberSymptoms;
import org.vaelab.experiments.run.Checkpoints.Saved;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.training.checkpoint.Weights;

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
      Path model = folder.file(RunFiles.MODEL);
      if (!RunFiles.isFile(model)) {
        return found;
      }
      Optional<Saved> saved = folder.checkpoints().newest(damage -> {});
      int threads =
          saved
              .map(each -> each.content().threads())
              .orElseGet(ComputeEngine.start(DeviceChoice.parse(spec.device()))::threads);
      ResumeOptions completed =
          new EnvironmentFile(folder.file(RunFiles.ENVIRONMENT))
              .remembered()
              .complete(options, threads, terminal);
      List<Diagnosis> more =
          completed
              .invocation()
              .inSession(
                  spec,
                  session -> {
                    Experiment experiment = Experiment.of(spec, completed.invocation(), session);
                    Weights.load(experiment.learner().block(), model);
                    return new ModelSymptoms(experiment.model(), session).find();
                  });
      found.addAll(more);
      return found;
    }
  }
}
