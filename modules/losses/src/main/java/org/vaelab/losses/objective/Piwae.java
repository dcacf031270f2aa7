package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;

/**
 * Partially importance weighted: decoder and prior learn from one bound with all samples ({@link
 * Iwae}), the encoder from the mean of several bounds with fewer ({@link Miwae}), whose gradient
 * tells it more.
 *
 * <p>Source: Rainforth et al., Tighter Variational Bounds are Not Necessarily Better, 2018:
 * PIWAE(M, K).
 *
 * @param samples L = M K, how many samples of z are drawn for each image, at most 10,000
 * @param groups M, how many bounds the encoder has; divides the samples
 */
public record Piwae(int samples, int groups) implements Objective {
  /** Checks that the samples can be divided. */
  public Piwae {
    SampleGroups.check(samples, groups);
  }

  /** Eight bounds of eight samples, one of the paper's own choices. */
  public Piwae() {
    this(64, 8);
  }

  @Override
  public boolean imagesAreIndependent() {
    return true;
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    WeightedSamples weighted = WeightedSamples.of(output, images);
    NDArray logWeights = weighted.logWeights();
    return weighted.terms(
        ImportanceWeights.logMean(logWeights).neg(),
        SampleGroups.meanOfBounds(logWeights, groups).neg());
  }
}
