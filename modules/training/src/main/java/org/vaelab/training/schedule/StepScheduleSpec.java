package org.vaelab.training.schedule;

import org.vaelab.input.Settings;
import org.vaelab.losses.schedule.ScheduleUnit;

/**
 * The learning rate falls in steps: {@code rate * factor^floor(progress / every)}.
 *
 * @param every how many units a step lasts
 * @param factor what the rate is multiplied by after each
 * @param unit epoch or iteration
 */
public record StepScheduleSpec(int every, double factor, ScheduleUnit unit)
    implements ScheduleSpec {
  /** Checks the ranges. */
  public StepScheduleSpec {
    new Settings()
        .atLeast("every", every, 1)
        .positive("factor", factor)
        .require(factor <= 1, "factor", "must be <= 1, was " + factor)
        .check();
  }

  /**
   * Halves the rate.
   *
   * @param every how many epochs a step lasts
   */
  public StepScheduleSpec(int every) {
    this(every, 0.5, ScheduleUnit.EPOCH);
  }

  @Override
  public LearningRate create(double learningRate, int epochs) {
    return progress -> learningRate * Math.pow(factor, Math.floor(progress.in(unit) / every));
  }
}
