package org.vaelab.losses.schedule;

import org.vaelab.input.Settings;

/**
 * The weight grows from 0 to its full size several times: in each cycle in a straight line for a
 * share of it, and then stays; after the last cycle it is full.
 *
 * <p>Formula: {@code factor = min(1, r / rise)} where r, from 0 to 1, is how much of the present
 * cycle is done.
 *
 * <p>Source: Fu et al., Cyclical Annealing Schedule: A Simple Approach to Mitigating KL Vanishing,
 * 2019.
 *
 * @param length how long a cycle is, at least 1
 * @param cycles how many there are, at least 1
 * @param rise the share of a cycle in which the weight grows, greater than 0 and at most 1
 * @param unit what the length counts
 */
public record CyclicalWarmUp(int length, int cycles, double rise, ScheduleUnit unit)
    implements WarmUp {
  /** Checks the numbers. */
  public CyclicalWarmUp {
    new Settings()
        .atLeast("length", length, 1)
        .atLeast("cycles", cycles, 1)
        .positive("rise", rise)
        .require(!(rise > 1), "rise", "must be <= 1, was " + rise)
        .check();
  }

  /**
   * Four cycles that grow for half of their length, as in the paper.
   *
   * @param length how many epochs a cycle has, at least 1
   */
  public CyclicalWarmUp(int length) {
    this(length, 4, 0.5, ScheduleUnit.EPOCH);
  }

  @Override
  public double factor(Progress progress) {
    double cycle = progress.in(unit) / length;
    return cycle >= cycles ? 1 : Math.min(1, (cycle - Math.floor(cycle)) / rise);
  }
}
