package org.vaelab.experiments.spec;

import org.vaelab.losses.distribution.BernoulliLikelihood;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.Objective;

/**
 * What is minimised.
 *
 * @param likelihood how the decoder's output is read
 * @param objective what is made of it and of the posterior
 */
public record LossSpec(Likelihood likelihood, Objective objective) {
  /** A Bernoulli likelihood under the plain evidence lower bound. */
  public LossSpec() {
    this(new BernoulliLikelihood(), new Elbo());
  }
}
