package org.vaelab.training.schedule;

import java.util.Map;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.training.metrics.EpochMetrics;

/** The learning rate of a training under way. */
public interface LearningRate {
  /**
   * The rate of the next update.
   *
   * @param progress how far the training is before it
   * @return at least 0
   */
  double rate(Progress progress);

  /**
   * Tells the numbers of an epoch, for schedules that follow them.
   *
   * @param metrics of the epoch that ended
   */
  default void epochEnded(EpochMetrics metrics) {}

  /**
   * What the schedule remembers of the epochs so far.
   *
   * @return numbers by name; empty for a schedule that depends on the progress alone
   */
  default Map<String, Double> state() {
    return Map.of();
  }

  /**
   * Takes up where another left off.
   *
   * @param state its {@link #state}
   */
  default void restore(Map<String, Double> state) {}
}
