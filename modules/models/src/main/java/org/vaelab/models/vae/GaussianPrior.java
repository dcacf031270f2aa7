package org.vaelab.models.vae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.ParameterBlock;

/** One learnt Gaussian, or one for each class; begins as N(0, I). */
final class GaussianPrior implements Prior {
  private final boolean byLabel;
  private final Parameter mean;
  private final Parameter logVariance;
  private final Block block;

  private GaussianPrior(int gaussians, int latent, boolean byLabel) {
    this.byLabel = byLabel;
    Shape table = new Shape(gaussians, latent);
    mean = parameter("mean", table);
    logVariance = parameter("logVariance", table);
    block = new ParameterBlock(mean, logVariance);
  }

  static GaussianPrior one(int latent) {
    return new GaussianPrior(1, latent, false);
  }

  static GaussianPrior byLabel(int latent, int classes) {
    return new GaussianPrior(classes, latent, true);
  }

  private static Parameter parameter(String name, Shape shape) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.WEIGHT)
        .optShape(shape)
        .optInitializer(new ConstantInitializer(0))
        .build();
  }

  @Override
  public DiagonalGaussian distribution(
      ParameterStore parameterStore,
      NDManager manager,
      long batch,
      @Nullable NDArray labels,
      boolean training) {
    NDArray rows =
        byLabel
            ? Objects.requireNonNull(labels, "a prior by label needs labels")
            : manager.ones(new Shape(batch, 1), mean.getArray().getDataType());
    return new DiagonalGaussian(
        rows.matMul(parameterStore.getValue(mean, rows.getDevice(), training)),
        rows.matMul(parameterStore.getValue(logVariance, rows.getDevice(), training)));
  }

  @Override
  public Block block() {
    return block;
  }
}
