package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;

/**
 * Quantiles of the standard normal at evenly spaced probabilities, so that neighbours have equal
 * shares of the prior between them.
 *
 * <p>Formula: {@code sqrt(2) erfinv(2 p - 1)}.
 *
 * @param from the first probability
 * @param to the last
 */
public record QuantileRange(double from, double to) implements GridRange {
  /** Checks the probabilities. */
  public QuantileRange {
    new Settings()
        .require(from > 0, "from", "must be > 0, was " + from)
        .require(to < 1, "to", "must be < 1, was " + to)
        .require(from < to, "from", "must be < to, " + to + ", was " + from)
        .check();
  }

  /** All but the outer twentieths. */
  public QuantileRange() {
    this(0.05, 0.95);
  }

  @Override
  public double[] values(NDManager manager, int size) {
    double[] doubled = new LinearRange(2 * from - 1, 2 * to - 1).values(manager, size);
    try (NDManager scratch = manager.newSubManager()) {
      NDArray quantiles = scratch.create(doubled).erfinv();
      return quantiles.mul(Scalars.like(quantiles, Math.sqrt(2))).toDoubleArray();
    }
  }
}
