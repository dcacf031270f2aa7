package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;

/**
 * The importance weighted bound of {@link Iwae}, with another estimate of the encoder's gradient:
 * of the same expectation, and of less variance, which does not drown the gradient when L grows.
 *
 * <p>Formula, for the encoder: {@code -sum_l r_l^2 d/dz_l (log p(x, z_l) - log q(z_l|x)) dz_l},
 * with {@code r} the normalised importance weights and q's parameters held but for z. All else
 * moves along the gradient of the bound.
 *
 * <p>Source: Tucker, Lawson, Gu and Maddison, Doubly Reparameterized Gradient Estimators for Monte
 * Carlo Objectives, 2019.
 *
 * @param samples L, how many samples of z are drawn for each image, at most 10,000
 */
public record Dreg(int samples) implements Objective {
  private static final int[] SAMPLES = {0};

  /** Checks the number of samples. */
  public Dreg {
    SampleGroups.check(samples, 1);
  }

  /** Five samples, as {@link Iwae}. */
  public Dreg() {
    this(5);
  }

  @Override
  public boolean imagesAreIndependent() {
    return true;
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    WeightedSamples weighted = WeightedSamples.of(output, images);
    NDArray joint = weighted.logJoint();
    NDArray logWeights = joint.sub(output.logPosterior());
    NDArray shares = ImportanceWeights.normalized(logWeights);
    NDArray path = joint.sub(output.withHeldPosterior().logPosterior());
    NDArray encoderLoss = shares.square().mul(path).sum(SAMPLES).neg();
    return weighted.terms(ImportanceWeights.logMean(logWeights).neg(), encoderLoss);
  }
}
