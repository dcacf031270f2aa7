package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;

/**
 * A batch of distributions, one an image, with independent elements.
 *
 * <p>All values are in nats. The results are attached to the manager of the distribution's own
 * arrays.
 */
public sealed interface Distribution permits Bernoulli, DiagonalGaussian, StandardNormal {
  /**
   * The log density of each image, all constants included: {@code sum_d log p(x_d)}.
   *
   * @param x values, shape {@code (B, ...)}
   * @return nats, shape {@code (B)}
   */
  NDArray logProbability(NDArray x);

  /**
   * The expectation of each element.
   *
   * @return shape {@code (B, ...)}
   */
  NDArray mean();

  /**
   * One draw of each element from the engine's random stream; differentiable where the distribution
   * allows it.
   *
   * @return shape {@code (B, ...)}
   */
  NDArray sample();
}
