package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.function.UnaryOperator;
import org.vaelab.engine.Scalars;
import org.vaelab.input.ImageShape;

/**
 * Independent Gaussian pixels whose variance is fixed, learned, or given by the decoder; made by
 * {@link FixedSigma}, {@link SharedSigma} and {@link PixelSigma}.
 */
public final class GaussianLikelihood implements Likelihood {
  private final ImageShape image;
  private final MeanActivation mean;
  private final int planes;

  /** From the last plane of the decoder's output to log-variances of its manager. */
  private final UnaryOperator<NDArray> logVariance;

  private final Block block;

  private GaussianLikelihood(
      ImageShape image,
      MeanActivation mean,
      int planes,
      UnaryOperator<NDArray> logVariance,
      Parameter... parameters) {
    this.image = image;
    this.mean = mean;
    this.planes = planes;
    this.logVariance = logVariance;
    this.block = new ParameterBlock(parameters);
  }

  static GaussianLikelihood fixed(ImageShape image, MeanActivation mean, double sigma) {
    double value = 2 * Math.log(sigma);
    return new GaussianLikelihood(image, mean, 1, raw -> Scalars.like(raw, value));
  }

  static GaussianLikelihood pixel(ImageShape image, MeanActivation mean, Scale scale) {
    return new GaussianLikelihood(image, mean, 2, scale::logVariance);
  }

  static GaussianLikelihood shared(ImageShape image, MeanActivation mean) {
    Parameter parameter = ScalarParameter.named("logVariance", true);
    return new GaussianLikelihood(
        image, mean, 1, raw -> ScalarParameter.value(parameter, raw), parameter);
  }

  @Override
  public DiagonalGaussian create(NDArray decoderOutput, boolean training) {
    NDList halves =
        planes == 1
            ? new NDList(decoderOutput, decoderOutput)
            : decoderOutput.split(new long[] {image.channels()}, 1);
    return new DiagonalGaussian(mean.apply(halves.get(0)), logVariance.apply(halves.get(1)));
  }

  @Override
  public Block block() {
    return block;
  }
}
