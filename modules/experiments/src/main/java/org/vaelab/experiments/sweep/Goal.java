package org.vaelab.experiments.sweep;

import java.util.Locale;

/** Which numbers of a metric are good. */
public enum Goal {
  /** Small ones. */
  MINIMIZE,
  /** Large ones. */
  MAXIMIZE;

  /**
   * Whether a number is better than another; NaN is worse than any.
   *
   * @param value of the metric
   * @param other of the metric
   * @return true where it is strictly better
   */
  public boolean better(double value, double other) {
    return cost(value) < cost(other);
  }

  /**
   * A number that is small where the metric is good.
   *
   * @param value of the metric
   * @return infinite for NaN
   */
  public double cost(double value) {
    if (Double.isNaN(value)) {
      return Double.POSITIVE_INFINITY;
    }
    return this == MINIMIZE ? value : -value;
  }

  /** The word a sweep uses. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
