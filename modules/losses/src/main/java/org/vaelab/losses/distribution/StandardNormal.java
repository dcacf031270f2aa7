package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.vaelab.engine.Scalars;

/**
 * The standard normal N(0, I), the prior of a plain VAE.
 *
 * <p>Formula: {@code log p(z) = -1/2 sum_d (log 2 pi + z_d^2)}.
 *
 * @param manager where its arrays are made
 * @param shape of a batch, {@code (B, D)}
 */
public record StandardNormal(NDManager manager, Shape shape) implements Distribution {
  @Override
  public NDArray logProbability(NDArray z) {
    NDArray sum = PerImage.sum(z.square());
    double constant = shape.slice(1).size() * Math.log(2 * Math.PI);
    return sum.add(Scalars.like(sum, constant)).mul(Scalars.like(sum, -0.5));
  }

  @Override
  public NDArray mean() {
    return manager.zeros(shape);
  }

  @Override
  public NDArray sample() {
    return manager.randomNormal(0f, 1f, shape, DataType.FLOAT32);
  }

  /**
   * {@code 1/2 (m_d^2 + s_d^2 - 1 - log s_d^2)}.
   *
   * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix B.
   */
  @Override
  public Optional<NDArray> divergenceOf(DiagonalGaussian posterior) {
    NDArray logVariance = posterior.logVariance();
    NDArray one = Scalars.like(logVariance, 1);
    NDArray twice = posterior.mean().square().add(logVariance.exp()).sub(logVariance).sub(one);
    return Optional.of(twice.mul(Scalars.like(twice, 0.5)));
  }
}
