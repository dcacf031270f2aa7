package org.vaelab.losses.objective;

import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.LikelihoodSpec;

/**
 * What is minimised.
 *
 * @param likelihood how the decoder's output is read
 * @param objective what is made of it and of the posterior
 */
public record LossSpec(LikelihoodSpec likelihood, Objective objective) {
  /** A Bernoulli likelihood under the plain evidence lower bound. */
  public LossSpec() {
    this(new BernoulliLikelihoodSpec(), new Elbo());
  }
}
