package org.vaelab.training.schedule;

import org.vaelab.input.Settings;
import org.vaelab.losses.schedule.ScheduleUnit;

/**
 * The learning rate falls by a factor each epoch or iteration: {@code rate * factor^floor(
 * progress)}.
 *
 * @param factor what the rate is multiplied by after each unit
 * @param unit epoch or iteration
 */
public record ExponentialScheduleSpec(double factor, ScheduleUnit unit) implements ScheduleSpec {
  /** Checks the factor. */
  public ExponentialScheduleSpec {
    new Settings()
        .positive("factor", factor)
        .require(factor <= 1, "factor", "must be <= 1, was " + factor)
        .check();
  }

  /** Five percent less each epoch. */
  public ExponentialScheduleSpec() {
    this(0.95, ScheduleUnit.EPOCH);
  }

  @Override
  public LearningRate create(double learningRate, int epochs) {
    return progress -> learningRate * Math.pow(factor, Math.floor(progress.in(unit)));
  }
}
