package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.vaelab.engine.Scalars;

/**
 * Independent Gaussians given by mean and log-variance.
 *
 * <p>Formula: {@code log p(x) = -1/2 sum_d (log 2 pi + log s_d^2 + (x_d - m_d)^2 / s_d^2)}.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix C.2 and section
 * 2.4 (the sample is {@code m + s e} with {@code e ~ N(0, 1)}, so gradients reach both).
 *
 * @param mean m, shape {@code (B, ...)}
 * @param logVariance log s^2, the shape of the mean or one that broadcasts to it; {@code ()} is one
 *     variance for all
 */
public record DiagonalGaussian(NDArray mean, NDArray logVariance) implements Distribution {
  @Override
  public NDArray logProbability(NDArray x) {
    NDArray squaredDistance = mean.sub(x).square();
    if (logVariance.getShape().dimension() == 0) {
      return logProbability(PerImage.sum(squaredDistance), logVariance, PerImage.size(mean));
    }
    NDArray sum = PerImage.sum(squaredDistance.mul(precision(logVariance)).add(logVariance));
    double constant = PerImage.size(mean) * Math.log(2 * Math.PI);
    return sum.add(Scalars.like(sum, constant)).mul(Scalars.like(sum, -0.5));
  }

  /** The density of one shared variance {@code ()}: nothing but (B) is left to compute. */
  static NDArray logProbability(NDArray squaredDistance, NDArray logVariance, int size) {
    return squaredDistance
        .mul(precision(logVariance))
        .add(logVariance.mul(Scalars.like(squaredDistance, size)))
        .add(Scalars.like(squaredDistance, size * Math.log(2 * Math.PI)))
        .mul(Scalars.like(squaredDistance, -0.5));
  }

  /** 1/s^2; the gradient of a division would square s^2, which underflows long before. */
  private static NDArray precision(NDArray logVariance) {
    return logVariance.neg().exp();
  }

  @Override
  public NDArray sample() {
    return mean.add(standardDeviation().mul(Noise.normal(mean)));
  }

  /**
   * The standard deviations, s = exp(log s^2 / 2).
   *
   * @return the shape of the log-variance
   */
  public NDArray standardDeviation() {
    return logVariance.mul(Scalars.like(logVariance, 0.5)).exp();
  }

  /** {@code KL(this || prior)}, where the prior knows a closed form. */
  @Override
  public Optional<NDArray> divergenceFrom(Distribution prior) {
    return prior.divergenceOf(this);
  }

  /**
   * For this mean M and variance S^2: {@code 1/2 (log S_d^2 - log s_d^2 + (s_d^2 + (m_d - M_d)^2) /
   * S_d^2 - 1)}.
   *
   * <p>Source: Doersch, Tutorial on Variational Autoencoders, 2016, equation 6.
   */
  @Override
  public Optional<NDArray> divergenceOf(DiagonalGaussian posterior) {
    NDArray logRatio = posterior.logVariance.sub(logVariance); // log s^2/S^2
    NDArray distance = posterior.mean.sub(mean).square().mul(precision(logVariance));
    NDArray twice = distance.add(logRatio.exp()).sub(logRatio).sub(Scalars.like(logRatio, 1));
    return Optional.of(twice.mul(Scalars.like(twice, 0.5)));
  }

  @Override
  public Shape shape() {
    return mean.getShape();
  }
}
