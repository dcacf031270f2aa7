package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Optional;
import org.vaelab.engine.InPlace;
import org.vaelab.engine.Scalars;
import org.vaelab.input.ImageShape;

/**
 * Gaussian images with a covariance of all pixels, {@code S = sum (x - m)^T (x - m) / N + ridge I}
 * over N training images, initially I; made by {@link FullCovarianceSigma}.
 *
 * <p>The mean of the residuals is not subtracted: the decoder, not the covariance, has to get the
 * mean right, and the most likely S for given means is the uncentred one.
 */
public final class FullCovarianceLikelihood implements FittedLikelihood {
  private final ImageShape image;
  private final MeanActivation mean;
  private final FullCovarianceSigma sigma;
  private final Parameter whitening;
  private final Parameter logDeterminant = ScalarParameter.named("logDeterminant", false);
  private final Block block;

  FullCovarianceLikelihood(ImageShape image, MeanActivation mean, FullCovarianceSigma sigma) {
    this.image = image;
    this.mean = mean;
    this.sigma = sigma;
    whitening =
        Parameter.builder()
            .setName("whitening")
            .setType(Parameter.Type.OTHER)
            .optShape(new Shape(image.size(), image.size()))
            .optInitializer(FullCovarianceLikelihood::identity)
            .optRequiresGrad(false)
            .build();
    block = new ParameterBlock(whitening, logDeterminant);
  }

  private static NDArray identity(NDManager manager, Shape shape, DataType type) {
    int size = Math.toIntExact(shape.get(0));
    return manager.eye(size, size, 0, type);
  }

  @Override
  public FullCovarianceGaussian create(NDArray decoderOutput, boolean training) {
    return new FullCovarianceGaussian(
        mean.apply(decoderOutput),
        whitening.getArray(),
        ScalarParameter.value(logDeterminant, decoderOutput),
        sigma.logDeterminant());
  }

  @Override
  public Block block() {
    return block;
  }

  /** Float64, {@code S = (W W^T)^-1}; the identity until it is fitted. */
  @Override
  public Optional<NDArray> covariance(NDManager manager) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray exact = whitening.getArray().toType(DataType.FLOAT64, true);
      exact.attach(scope);
      NDArray covariance =
          Cholesky.covariance(exact, identity(scope, exact.getShape(), DataType.FLOAT64));
      covariance.attach(manager);
      return Optional.of(covariance);
    }
  }

  /** The scatter matrix of the rows of pixels, {@code R^T R}, shape {@code (D, D)}. */
  @Override
  public NDArray residualStatistic(NDArray residuals) {
    NDArray rows = residuals.toType(DataType.FLOAT64, false).reshape(new Shape(-1, image.size()));
    return rows.transpose().matMul(rows);
  }

  @Override
  public void fit(NDArray sum, long images) {
    try (NDManager scope = sum.getManager().newSubManager()) {
      NDArray scatter = sum.toType(DataType.FLOAT64, true);
      scatter.attach(scope);
      NDArray identity = identity(scope, scatter.getShape(), DataType.FLOAT64);
      NDArray covariance =
          scatter
              .div(Scalars.like(scatter, (double) images))
              .add(identity.mul(Scalars.like(scatter, sigma.ridge())));
      NDArray factor = Cholesky.factor(covariance);
      InPlace.copy(Cholesky.whitening(factor, identity), whitening.getArray());
      InPlace.copy(Cholesky.logDeterminant(factor), logDeterminant.getArray());
    }
  }

  /** As many as there are pixels: fewer leave a covariance that only the ridge makes regular. */
  @Override
  public long imagesNeeded() {
    return image.size();
  }
}
