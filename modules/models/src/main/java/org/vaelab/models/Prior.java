package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.StandardNormal;

/**
 * p(z), or p(z|y): nothing learnt, one learnt Gaussian, or one for each class.
 *
 * <p>As a DJL block it takes one-hot labels {@code (B, K)} and returns mean and log-variance, each
 * {@code (B, Z)}; without learnt Gaussians it cannot be called so.
 */
public final class Prior extends AbstractBlock {
  private final int latent;
  private final int gaussians;
  private final @Nullable Parameter mean;
  private final @Nullable Parameter logVariance;

  /** {@code gaussians} is 0 for N(0, I), 1 for one learnt, else one for each class. */
  Prior(int latent, int gaussians) {
    this.latent = latent;
    this.gaussians = gaussians;
    mean = gaussians == 0 ? null : addParameter(parameter("mean"));
    logVariance = gaussians == 0 ? null : addParameter(parameter("logVariance"));
  }

  private Parameter parameter(String name) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.WEIGHT)
        .optShape(new Shape(gaussians, latent))
        .optInitializer(new ConstantInitializer(0))
        .build();
  }

  /**
   * The prior of each code of a batch.
   *
   * @param parameterStore where the weights are
   * @param manager owns what is made
   * @param batch B
   * @param labels one-hot, shape {@code (B, K)}; null where unconditional
   * @param training whether this is a step of training
   * @return p, over {@code (B, Z)}
   */
  public Distribution distribution(
      ParameterStore parameterStore,
      NDManager manager,
      long batch,
      @Nullable NDArray labels,
      boolean training) {
    if (mean == null) {
      return new StandardNormal(manager, new Shape(batch, latent));
    }
    NDArray rows =
        gaussians > 1
            ? Objects.requireNonNull(labels, "a prior by label needs labels")
            : manager.ones(new Shape(batch, 1), mean.getArray().getDataType());
    NDList output = forward(parameterStore, new NDList(rows), training, null);
    return new DiagonalGaussian(output.get(0), output.get(1));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray labels = inputs.head();
    return new NDList(
        labels.matMul(parameterStore.getValue(mean, labels.getDevice(), training)),
        labels.matMul(parameterStore.getValue(logVariance, labels.getDevice(), training)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape code = new Shape(inputShapes[0].get(0), latent);
    return new Shape[] {code, code};
  }
}
