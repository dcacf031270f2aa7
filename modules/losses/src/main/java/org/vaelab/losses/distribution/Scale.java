package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;

/**
 * The choice of how a network's raw output r becomes a standard deviation s > 0.
 *
 * <p>Not sealed: {@code ScaleContract} in the tests holds what each promises.
 */
public interface Scale {
  /**
   * The log-variances, {@code log s^2}.
   *
   * @param raw r, any shape
   * @return same shape
   */
  NDArray logVariance(NDArray raw);

  /**
   * The smallest deviation that this gives, whatever r is.
   *
   * @return 0, unless a choice overrides it
   */
  default double floor() {
    return 0;
  }

  /**
   * What r is, as the name of a layer that gives it; it stands in the names of parameters.
   *
   * @return a word, such as logVariance or rho
   */
  String rawName();
}
