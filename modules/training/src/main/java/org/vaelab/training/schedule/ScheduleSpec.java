package org.vaelab.training.schedule;

import java.util.Optional;
import org.vaelab.input.Settings;

/**
 * The choice of how the learning rate changes.
 *
 * <p>Not sealed: a record of anyone's that implements this is a schedule, and its components are
 * its fields in a spec. {@code ScheduleContract} in the tests holds what each promises. The
 * smallest one is {@code progress -> learningRate / (1 + progress.iteration())}.
 */
public interface ScheduleSpec {
  /**
   * The schedule at its beginning.
   *
   * @param learningRate where it starts
   * @param epochs how many there will be
   * @return a new one for each training
   */
  LearningRate create(double learningRate, int epochs);

  /**
   * The measure that it follows, which stands in its field {@code metric}.
   *
   * @return a column of metrics.csv, such as validation_loss; empty, unless a schedule overrides it
   */
  default Optional<String> watched() {
    return Optional.empty();
  }

  /**
   * Refuses what is right alone, but not in this training.
   *
   * @param learningRate where it starts
   * @param epochs how many there will be
   * @param conflicts takes a field of this schedule, and what is wrong with it
   */
  default void check(double learningRate, int epochs, Settings conflicts) {}
}
