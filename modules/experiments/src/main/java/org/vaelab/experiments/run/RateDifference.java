package org.vaelab.experiments.run;

import java.util.Locale;
import java.util.Optional;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.training.TrainingSpec;
import org.vaelab.training.checkpoint.TrainingState;

/** Whether a training of another number of epochs would have had the learning rates it had. */
final class RateDifference {
  private RateDifference() {}

  /**
   * What differs, in words; schedules that do not go by the number of epochs differ in nothing.
   *
   * @param spec with the present number of epochs
   * @param epochs that the training was begun with
   * @param state where it stands
   */
  static Optional<String> of(TrainingSpec spec, int epochs, TrainingState state) {
    if (state.iteration() == 0) {
      return Optional.empty();
    }
    Progress last = new Progress(state.iteration() - 1, iterationsPerEpoch(state));
    double had = rate(spec, epochs, last);
    double wouldHave = rate(spec, spec.epochs(), last);
    return had == wouldHave
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "training.schedule ends with the last epoch, which was %d and is %d: the learning"
                    + " rate of the last step was %.3g, and would have been %.3g",
                epochs,
                spec.epochs(),
                had,
                wouldHave));
  }

  private static double rate(TrainingSpec spec, int epochs, Progress progress) {
    return spec.schedule().create(spec.optimizer().learningRate(), epochs).rate(progress);
  }

  /** In the first epoch, where it is not known, as many as there were. */
  private static long iterationsPerEpoch(TrainingState state) {
    return state.epoch() == 0
        ? state.iteration()
        : (state.iteration() - state.partial().steps()) / state.epoch();
  }
}
