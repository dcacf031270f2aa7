package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;

/**
 * The negative mean of several importance weighted bounds, whose gradient varies less than that of
 * one bound with all samples.
 *
 * <p>Formula: {@code -1/M sum_m log 1/K sum_k exp(w_mk)} with log weights w as in {@link Iwae}.
 *
 * <p>Source: Rainforth et al., Tighter Variational Bounds are Not Necessarily Better, 2018:
 * MIWAE(M, K).
 *
 * @param samples L = M K, how many samples of z are drawn for each image, at most 10,000
 * @param groups M, how many bounds there are; divides the samples
 */
public record Miwae(int samples, int groups) implements Objective {
  /** Checks that the samples can be divided. */
  public Miwae {
    SampleGroups.check(samples, groups);
  }

  /** Eight bounds of eight samples, one of the paper's own choices. */
  public Miwae() {
    this(64, 8);
  }

  @Override
  public boolean imagesAreIndependent() {
    return true;
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    WeightedSamples weighted = WeightedSamples.of(output, images);
    return weighted.terms(SampleGroups.meanOfBounds(weighted.logWeights(), groups).neg(), null);
  }
}
