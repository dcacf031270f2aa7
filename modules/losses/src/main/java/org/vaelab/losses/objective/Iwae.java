package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;

/**
 * The negative importance weighted bound.
 *
 * <p>Formula: {@code -log 1/L sum_l p(x|z_l) p(z_l) / q(z_l|x)} with {@code z_l ~ q(z|x)}; with one
 * sample it is the evidence lower bound with its divergence estimated from that sample.
 *
 * <p>Source: Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, 2016, equation 8.
 *
 * @param samples L, how many samples of z are drawn for each image, at most 10,000
 */
public record Iwae(int samples) implements Objective {
  /** Checks the number of samples. */
  public Iwae {
    SampleGroups.check(samples, 1);
  }

  /** Five samples, one of the paper's own choices. */
  public Iwae() {
    this(5);
  }

  @Override
  public boolean imagesAreIndependent() {
    return true;
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    WeightedSamples weighted = WeightedSamples.of(output, images);
    return weighted.terms(ImportanceWeights.logMean(weighted.logWeights()).neg(), null);
  }
}
