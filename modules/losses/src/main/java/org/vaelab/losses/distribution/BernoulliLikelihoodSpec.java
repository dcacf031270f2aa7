package org.vaelab.losses.distribution;

import org.vaelab.input.ImageShape;

/**
 * Bernoulli pixels: the decoder gives one logit a pixel.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix C.1.
 */
public record BernoulliLikelihoodSpec() implements LikelihoodSpec {
  @Override
  public Likelihood create(ImageShape image) {
    return (decoderOutput, training) -> new Bernoulli(decoderOutput);
  }

  @Override
  public boolean unitInterval() {
    return true;
  }
}
