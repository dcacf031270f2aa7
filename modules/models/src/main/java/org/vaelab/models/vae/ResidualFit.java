package org.vaelab.models.vae;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import org.vaelab.losses.distribution.FittedLikelihood;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.family.EpochFit;

/**
 * Fits a likelihood to what the network leaves of the training images, each reconstructed from one
 * draw of its posterior.
 */
record ResidualFit(Vae model, FittedLikelihood likelihood) implements EpochFit {
  @Override
  public NDArray statistic(ParameterStore parameterStore, NDArray images, NDArray labels) {
    VaeOutput output = model.forward(parameterStore, images, labels, 1, false);
    return likelihood.residualStatistic(images.sub(output.likelihood().mean()));
  }

  @Override
  public void fit(NDArray sum, long images) {
    likelihood.fit(sum, images);
  }
}
