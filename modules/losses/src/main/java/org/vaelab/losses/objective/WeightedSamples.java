package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** The log-densities of an output's samples, each computed once. */
record WeightedSamples(VaeOutput output, NDArray logLikelihood, NDArray logPrior) {
  static WeightedSamples of(VaeOutput output, NDArray images) {
    return new WeightedSamples(output, output.logLikelihood(images), output.logPrior());
  }

  /** {@code log p(x, z_l)}, (L, B). */
  NDArray logJoint() {
    return logLikelihood.add(logPrior);
  }

  /** {@code log p(x, z_l) - log q(z_l|x)}, (L, B). */
  NDArray logWeights() {
    return logJoint().sub(output.logPosterior());
  }

  /** The terms of a loss (B), and of the encoder's where it has one of its own. */
  ObjectiveTerms terms(NDArray loss, @Nullable NDArray encoderLoss) {
    NDArray reconstruction = logLikelihood.mean(new int[] {0}).neg();
    return new ObjectiveTerms(loss, reconstruction, output.kl(), encoderLoss);
  }
}
