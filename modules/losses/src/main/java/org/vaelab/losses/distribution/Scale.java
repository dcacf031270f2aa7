package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;

/** The choice of how a network's raw output r becomes a standard deviation s > 0. */
public sealed interface Scale permits ExpScale, SoftplusScale {
  /**
   * The log-variances, {@code log s^2}.
   *
   * @param raw r, any shape
   * @return same shape
   */
  NDArray logVariance(NDArray raw);

  /**
   * What is added to whatever r gives.
   *
   * @return the smallest deviation
   */
  double floor();

  /**
   * What r is, as the name of a layer that gives it.
   *
   * @return logVariance, or rho
   */
  String rawName();
}
