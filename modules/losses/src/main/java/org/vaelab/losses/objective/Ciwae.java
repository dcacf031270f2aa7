package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;

/**
 * A mixture of the evidence lower bound and the importance weighted one.
 *
 * <p>Formula: {@code -(beta 1/L sum_l w_l + (1 - beta) log 1/L sum_l exp(w_l))} with log weights w
 * as in {@link Iwae}.
 *
 * <p>Source: Rainforth et al., Tighter Variational Bounds are Not Necessarily Better, 2018.
 *
 * @param samples L, how many samples of z are drawn for each image, at most 10,000
 * @param beta the share of the evidence lower bound, from 0 to 1
 */
public record Ciwae(int samples, double beta) implements Objective {
  /** Checks the numbers. */
  public Ciwae {
    SampleGroups.check(samples, 1);
    new Settings()
        .require(beta >= 0 && beta <= 1, "beta", "must be between 0 and 1, was " + beta)
        .check();
  }

  /** 64 samples and half of each, one of the paper's own choices. */
  public Ciwae() {
    this(64, 0.5);
  }

  @Override
  public boolean imagesAreIndependent() {
    return true;
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    WeightedSamples weighted = WeightedSamples.of(output, images);
    NDArray logWeights = weighted.logWeights();
    NDArray mean = logWeights.mean(new int[] {0});
    NDArray bound = ImportanceWeights.logMean(logWeights);
    NDArray mixed =
        mean.mul(Scalars.like(mean, -beta)).add(bound.mul(Scalars.like(bound, beta - 1)));
    return weighted.terms(mixed, null);
  }
}
