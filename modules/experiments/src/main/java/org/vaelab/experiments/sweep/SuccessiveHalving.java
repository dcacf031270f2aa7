package org.vaelab.experiments.sweep;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;

/**
 * Successive halving (Jamieson and Talwalkar, Non-stochastic Best Arm Identification and
 * Hyperparameter Optimization, 2016): all configurations are trained for a few epochs, the best
 * share of them goes on from where it was, and so on until the last ones have all their epochs.
 *
 * @param minEpochs after how many epochs the first comparison is made
 * @param eta after each comparison one configuration of so many goes on, for so many times the
 *     epochs
 * @param runs how many configurations are drawn at random; null for the grid of all parameters
 * @param seed of the draws
 */
public record SuccessiveHalving(int minEpochs, int eta, @Nullable Integer runs, long seed)
    implements SweepMethod {
  /** Checks the numbers. */
  public SuccessiveHalving {
    Settings settings = new Settings().atLeast("minEpochs", minEpochs, 1).atLeast("eta", eta, 2);
    if (runs != null) {
      settings.atLeast("runs", runs, 1);
    }
    settings.check();
  }

  /** One of three goes on after the first epoch, of the grid. */
  public SuccessiveHalving() {
    this(1, 3, null, 0);
  }

  /**
   * After how many epochs comparisons are made.
   *
   * @param epochs of a whole training
   * @return growing numbers below {@code epochs}
   */
  public List<Integer> rungs(int epochs) {
    List<Integer> rungs = new ArrayList<>();
    for (long rung = minEpochs; rung < epochs; rung *= eta) {
      rungs.add((int) rung);
    }
    return rungs;
  }

  /**
   * How many configurations go on after a comparison.
   *
   * @param compared how many were compared
   * @return at least one
   */
  public int survivors(int compared) {
    return Math.max(1, compared / eta);
  }
}
