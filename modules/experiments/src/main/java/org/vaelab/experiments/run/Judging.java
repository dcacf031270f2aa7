package org.vaelab.experiments.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.evaluation.Judge;
import org.vaelab.spec.ExperimentSpec;

/** The classifier that judges samples: that of the spec, or one that is trained, once. */
final class Judging implements AutoCloseable {
  private final Experiment experiment;
  private @Nullable Judge judge;

  /** Nothing is opened or trained before it is needed. */
  Judging(Experiment experiment) {
    this.experiment = experiment;
  }

  /** Refuses what the spec says before hours of training, not after them. */
  static void check(Experiment experiment) {
    if (experiment.spec().evaluation().classifier() != null) {
      try (Judging judging = new Judging(experiment)) {
        judging.judge();
      }
    }
  }

  Judge judge() {
    if (judge == null) {
      ExperimentSpec spec = experiment.spec();
      Path run = spec.evaluation().classifier();
      judge =
          run == null
              ? Judge.train(experiment.session(), "evaluation-classifier")
              : Judge.open(
                  run,
                  DeviceChoice.parse(spec.device()),
                  experiment.invocation().extensions().vocabulary(),
                  experiment.session().data());
    }
    return judge;
  }

  @Override
  public void close() {
    if (judge != null) {
      judge.close();
    }
  }
}
