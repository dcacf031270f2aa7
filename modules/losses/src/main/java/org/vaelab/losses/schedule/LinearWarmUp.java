package org.vaelab.losses.schedule;

import org.vaelab.input.Settings;

/**
 * The weight grows in a straight line from 0: {@code factor = min(1, progress / length)}, with each
 * step also where the length is in epochs.
 *
 * <p>Source: Bowman et al., Generating Sentences from a Continuous Space, 2016, section 3.1;
 * Sonderby et al., Ladder Variational Autoencoders, 2016, section 2.3.
 *
 * @param length how long it grows, at least 1
 * @param unit what the length counts
 */
public record LinearWarmUp(int length, ScheduleUnit unit) implements WarmUp {
  /** Checks the length. */
  public LinearWarmUp {
    new Settings().atLeast("length", length, 1).check();
  }

  /**
   * A length in epochs.
   *
   * @param length how long it grows, at least 1
   */
  public LinearWarmUp(int length) {
    this(length, ScheduleUnit.EPOCH);
  }

  @Override
  public double factor(Progress progress) {
    return Math.min(1, progress.in(unit) / length);
  }
}
