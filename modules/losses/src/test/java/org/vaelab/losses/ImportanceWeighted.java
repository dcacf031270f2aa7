package org.vaelab.losses;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.VaeOutput;

/**
 * {@code -log 1/L sum_l p(x|z_l) p(z_l) / q(z_l|x)}, from the log-densities that a VAE's output
 * carries.
 *
 * <p>Source: Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, 2016, equation 8.
 */
record ImportanceWeighted(int samples) implements Objective {
  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    NDArray logWeights = output.logWeights(images);
    NDArray largest = logWeights.max(new int[] {0}, true).stopGradient();
    NDArray mean = logWeights.sub(largest).exp().mean(new int[] {0});
    NDArray bound = mean.log().add(largest.squeeze(0));
    NDArray reconstruction = output.meanLogProbability(images).neg();
    return new ObjectiveTerms(bound.mul(Scalars.like(bound, -1)), reconstruction, output.kl());
  }
}
