package org.vaelab.losses.schedule;

import org.vaelab.input.Settings;

/**
 * How far a run has come.
 *
 * @param iteration how many steps were taken before this one, from 0
 * @param iterationsPerEpoch how many steps an epoch has, at least 1
 */
public record Progress(long iteration, long iterationsPerEpoch) {
  /** Checks both counts. */
  public Progress {
    new Settings()
        .atLeast("iteration", iteration, 0)
        .atLeast("iterationsPerEpoch", iterationsPerEpoch, 1)
        .check();
  }

  /**
   * The progress counted in a unit.
   *
   * @param unit what is counted
   * @return steps, or epochs with their fraction
   */
  public double in(ScheduleUnit unit) {
    return unit == ScheduleUnit.ITERATION
        ? (double) iteration
        : (double) iteration / iterationsPerEpoch;
  }
}
