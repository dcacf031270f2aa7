package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;

/**
 * A batch of distributions, one per image.
 *
 * <p>All values are in nats. The results are attached to the manager of the distribution's own
 * arrays; a {@link StandardNormal} has none, and its densities belong to the manager of z.
 */
public sealed interface Distribution
    permits Bernoulli,
        Categorical,
        DiagonalGaussian,
        FullCovarianceGaussian,
        OptimalVarianceGaussian,
        StandardNormal {
  /**
   * The log density of each image, all constants included: {@code log p(x)}, summed over the
   * elements where they are independent.
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
   * One draw for each image from the engine's random stream; differentiable where the distribution
   * allows it.
   *
   * @return shape {@code (B, ...)}
   */
  NDArray sample();
}
