package org.vaelab.experiments.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.diagnosis.Diagnosis;
import org.vaelab.experiments.diagnosis.Fault;
import org.vaelab.experiments.run.Checkpoints.Saved;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.training.Training;
import org.vaelab.training.TrainingObserver;
import org.vaelab.training.checkpoint.Checkpoint;
import org.vaelab.training.metrics.EpochMetrics;

/**
 * Finds where a training diverged. A run keeps nothing for it: the same bytes come about again from
 * the last checkpoint, or from the beginning where there is none, and each step is looked at.
 *
 * @param folder of the run
 * @param spec of it
 * @param options of the command line
 * @param terminal told how it goes
 */
record Divergence(RunFolder folder, ExperimentSpec spec, ResumeOptions options, Terminal terminal) {
  Diagnosis find() {
    Optional<Saved> saved = folder.checkpoints().newest(damage -> {});
    terminal.say(
        "training again "
            + saved
                .map(each -> "after epoch " + each.content().state().epoch())
                .orElse("from the beginning")
            + " to find the first number that was not finite; nothing is written");
    return new ReopenedRun(folder, spec, saved, options, terminal)
        .begun((experiment, completed) -> examine(experiment, completed, saved));
  }

  private Diagnosis examine(Experiment experiment, ResumeOptions completed, Optional<Saved> saved) {
    @Nullable Checkpoint from =
        saved
            .map(
                each ->
                    new Continuation(folder, spec, each, completed, terminal)
                        .checkpoint(experiment))
            .orElse(null);
    Training training = new Training(experiment.session(), experiment.learner(), spec.training());
    return training
        .examine(new Patience(spec.training().checkpoint().every()), from)
        .map(evidence -> new Diagnosis(Fault.DIVERGED, evidence))
        .orElseGet(
            () ->
                new Diagnosis(
                    Fault.DIVERGED,
                    "run.log names the step; trained again on this machine, it did not diverge"));
  }

  /** Ends a training that passes the place where there would have been another checkpoint. */
  private static final class Patience implements TrainingObserver {
    private int left;

    Patience(int epochs) {
      left = epochs;
    }

    @Override
    public void epochEnded(EpochMetrics metrics) {
      left--;
    }

    @Override
    public boolean stopRequested() {
      return left <= 0;
    }
  }
}
