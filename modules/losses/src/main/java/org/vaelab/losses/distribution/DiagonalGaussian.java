package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.vaelab.engine.Scalars;

/**
 * Independent Gaussians given by mean and log-variance.
 *
 * <p>Formula: {@code log p(x) = -1/2 sum_d (log 2 pi + log s_d^2 + (x_d - m_d)^2 / s_d^2)}.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix C.2 and section
 * 2.4 (the sample is {@code m + s e} with {@code e ~ N(0, 1)}, so gradients reach both).
 *
 * @param mean m, shape {@code (B, D)}
 * @param logVariance log s^2, shape {@code (B, D)}
 */
public record DiagonalGaussian(NDArray mean, NDArray logVariance) implements Distribution {
  @Override
  public NDArray logProbability(NDArray x) {
    NDArray squaredDistance = x.sub(mean).square().div(logVariance.exp());
    NDArray sum = PerImage.sum(squaredDistance.add(logVariance));
    double constant = mean.getShape().slice(1).size() * Math.log(2 * Math.PI);
    return sum.add(constant).mul(Scalars.like(sum, -0.5));
  }

  @Override
  public NDArray sample() {
    NDArray noise =
        mean.getManager()
            .randomNormal(0f, 1f, mean.getShape(), DataType.FLOAT32)
            .toType(mean.getDataType(), false);
    return mean.add(standardDeviation().mul(noise));
  }

  /**
   * The standard deviations, s = exp(log s^2 / 2).
   *
   * @return shape {@code (B, D)}
   */
  public NDArray standardDeviation() {
    return logVariance.mul(Scalars.like(logVariance, 0.5)).exp();
  }
}
