package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;
import org.vaelab.engine.Settings;
import org.vaelab.losses.divergence.KullbackLeibler;

/**
 * The negative evidence lower bound with a weight on the divergence.
 *
 * <p>Formula: {@code -log p(x|z) + beta KL(q(z|x) || p(z))} with one sample {@code z ~ q(z|x)}.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, equation 10; for beta:
 * Higgins et al., beta-VAE, 2017, equation 4.
 *
 * @param beta the weight; 1 gives the bound itself
 */
public record Elbo(double beta) implements Objective {
  /** Checks the weight. */
  public Elbo {
    new Settings().atLeast("beta", beta, 0.0).check();
  }

  /** The bound itself: beta 1. */
  public Elbo() {
    this(1.0);
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    NDArray reconstruction = output.likelihood().logProbability(images).neg();
    NDArray kl = KullbackLeibler.fromStandardNormal(output.posterior());
    NDArray weighted = beta == 1 ? kl : kl.mul(Scalars.like(kl, beta));
    return new ObjectiveTerms(reconstruction.add(weighted), reconstruction, kl);
  }
}
