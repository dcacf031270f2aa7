package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import org.vaelab.engine.InPlace;
import org.vaelab.engine.Scalars;
import org.vaelab.input.ImageShape;

/**
 * Gaussian pixels of one variance: in training the most likely one of the batch ({@link
 * OptimalVarianceGaussian}), in evaluation the fitted one, {@code s^2 = sum (x - m)^2 / (N D)} over
 * N training images of D pixels; made by {@link OptimalSigma}.
 *
 * <p>Source: Rybkin, Daniilidis and Levine, Simple and Effective VAE Training with Calibrated
 * Decoders, 2021, section 3.
 */
public final class OptimalVarianceLikelihood implements FittedLikelihood {
  private final ImageShape image;
  private final MeanActivation mean;
  private final Parameter logVariance = ScalarParameter.named("logVariance", false);
  private final Block block = new ParameterBlock(logVariance);

  OptimalVarianceLikelihood(ImageShape image, MeanActivation mean) {
    this.image = image;
    this.mean = mean;
  }

  @Override
  public Distribution create(NDArray decoderOutput, boolean training) {
    NDArray stored = ScalarParameter.value(logVariance, decoderOutput);
    NDArray means = mean.apply(decoderOutput);
    return training
        ? new OptimalVarianceGaussian(means, stored)
        : new DiagonalGaussian(means, stored);
  }

  @Override
  public Block block() {
    return block;
  }

  /** The sum of squares, shape {@code ()}. */
  @Override
  public NDArray residualStatistic(NDArray residuals) {
    return residuals.toType(DataType.FLOAT64, false).square().sum();
  }

  @Override
  public void fit(NDArray sum, long images) {
    try (NDManager scope = sum.getManager().newSubManager()) {
      NDArray sumOfSquares = sum.toType(DataType.FLOAT64, true);
      sumOfSquares.attach(scope);
      NDArray variance =
          sumOfSquares
              .div(Scalars.like(sumOfSquares, (double) images * image.size()))
              .maximum(Scalars.like(sumOfSquares, OptimalVarianceGaussian.SMALLEST_VARIANCE));
      InPlace.copy(variance.log(), logVariance.getArray());
    }
  }

  @Override
  public long imagesNeeded() {
    return 1;
  }
}
