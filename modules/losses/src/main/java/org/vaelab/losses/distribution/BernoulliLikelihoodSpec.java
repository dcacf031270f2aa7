package org.vaelab.losses.distribution;

import org.vaelab.input.ImageShape;

/**
 * Bernoulli pixels: the decoder gives one logit a pixel.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix C.1.
 */
public record BernoulliLikelihoodSpec() implements LikelihoodSpec {
  @Override
  public BernoulliLikelihood create(ImageShape image) {
    return new BernoulliLikelihood();
  }

  @Override
  public int planes() {
    return 1;
  }

  @Override
  public boolean unitInterval() {
    return true;
  }
}
