package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/**
 * A batch of distributions, one for each image.
 *
 * <p>All values are in nats. Results are attached to the manager of the distribution's own arrays,
 * and whoever opened that closes it; a {@link StandardNormal} has none, and its densities belong to
 * the manager of z. Nothing may be computed with a {@code Number} operand, which corrupts
 * gradients: see {@link org.vaelab.engine.Scalars}.
 *
 * <p>Not sealed: anyone's record that implements this is a distribution. {@code
 * DistributionContract} in the tests holds what each promises; {@link PerImage} and {@link Noise}
 * do what most of them need.
 */
public interface Distribution {
  /**
   * The log density of each image, all constants included: {@code log p(x)}, summed over the
   * elements where they are independent; differentiable by x and by the distribution's own arrays.
   *
   * @param x values, shape {@code (B, ...)}
   * @return nats, shape {@code (B)}
   */
  NDArray logProbability(NDArray x);

  /**
   * The log density of one image under each distribution of the batch, where nobody differentiates:
   * {@link #logProbability} by the fastest way there is.
   *
   * @param x one image, shape {@code (1, ...)}
   * @return nats, shape {@code (B)}
   */
  default NDArray logProbabilityOfOne(NDArray x) {
    return logProbability(x.broadcast(shape()));
  }

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

  /**
   * The shape of a batch of values.
   *
   * @return {@code (B, ...)}
   */
  Shape shape();

  /**
   * {@code KL(this || prior)} of each dimension, in closed form. Where there is none, the
   * divergence is estimated from samples: see {@link org.vaelab.losses.divergence.KullbackLeibler}.
   *
   * @param prior p, over {@code (B, Z)}
   * @return nats, shape {@code (B, Z)}; empty, unless a distribution overrides it
   */
  default Optional<NDArray> divergenceFrom(Distribution prior) {
    return Optional.empty();
  }

  /**
   * {@code KL(posterior || this)} of each dimension, in closed form: what a prior says of the
   * posteriors that encoders give.
   *
   * @param posterior q, over {@code (B, Z)}
   * @return nats, shape {@code (B, Z)}; empty, unless a distribution overrides it
   */
  default Optional<NDArray> divergenceOf(DiagonalGaussian posterior) {
    return Optional.empty();
  }
}
