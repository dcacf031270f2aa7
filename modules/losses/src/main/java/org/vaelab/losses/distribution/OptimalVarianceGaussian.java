package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.vaelab.engine.Scalars;

/**
 * Gaussian pixels of one variance, which is the most likely one for the batch that is asked about.
 *
 * <p>Formula: {@code log p(x) = -1/2 sum_d (log 2 pi + log s^2 + (x_d - m_d)^2 / s^2)} with {@code
 * s^2} the mean of {@code (x_d - m_d)^2} over the batch and its pixels, at least {@link
 * #SMALLEST_VARIANCE}. The value of an image thus depends on the others of its batch.
 *
 * <p>Source: Rybkin, Daniilidis and Levine, Simple and Effective VAE Training with Calibrated
 * Decoders, 2021, section 3.
 *
 * @param mean m, shape {@code (B, ...)}
 * @param storedLogVariance log s^2 that samples are drawn with, shape {@code ()}
 */
public record OptimalVarianceGaussian(NDArray mean, NDArray storedLogVariance)
    implements Distribution {
  /** Far below what rounding to 256 grey values leaves (1.3e-6); it only keeps log 0 away. */
  public static final double SMALLEST_VARIANCE = 1e-12;

  @Override
  public NDArray logProbability(NDArray x) {
    NDArray squaredDistance = PerImage.sum(mean.sub(x).square());
    int size = PerImage.size(mean);
    // The gradient may flow through the variance: at its optimum the derivative of the batch's mean
    // with respect to it is 0, so that mean's gradient is that of a constant variance.
    NDArray variance = squaredDistance.mean().div(Scalars.like(squaredDistance, size));
    NDArray floored = variance.maximum(Scalars.like(variance, SMALLEST_VARIANCE));
    return DiagonalGaussian.logProbability(squaredDistance, floored.log(), size);
  }

  /** One draw with the stored variance: there is no batch to fit one to. */
  @Override
  public NDArray sample() {
    return new DiagonalGaussian(mean, storedLogVariance).sample();
  }

  @Override
  public Shape shape() {
    return mean.getShape();
  }
}
