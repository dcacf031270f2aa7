package org.vaelab.experiments.sweep;

import org.vaelab.input.Settings;

/**
 * Values drawn at random, for each configuration and parameter its own; more runs leave the first
 * ones as they were.
 *
 * @param runs how many configurations
 * @param seed of the draws
 */
public record RandomSearch(int runs, long seed) implements SweepMethod {
  /** Checks the number. */
  public RandomSearch {
    new Settings().atLeast("runs", runs, 1).check();
  }

  /**
   * Draws of seed 0.
   *
   * @param runs how many configurations
   */
  public RandomSearch(int runs) {
    this(runs, 0);
  }
}
