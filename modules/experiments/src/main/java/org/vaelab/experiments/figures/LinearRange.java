package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDManager;
import org.vaelab.input.Settings;

/**
 * Evenly spaced places.
 *
 * @param from the first
 * @param to the last
 */
public record LinearRange(double from, double to) implements GridRange {
  /** Checks the ends. */
  public LinearRange {
    new Settings()
        .require(Double.isFinite(to) && from < to, "from", "must be < to, " + to + ", was " + from)
        .check();
  }

  /** Three standard deviations of the prior to both sides. */
  public LinearRange() {
    this(-3, 3);
  }

  @Override
  public double[] values(NDManager manager, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = from + (to - from) * i / (size - 1);
    }
    return values;
  }
}
