package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;

/** Bernoulli pixels: the decoder gives one logit a pixel. Needs images in [0, 1]. */
public record BernoulliLikelihood() implements Likelihood {
  @Override
  public Bernoulli create(NDArray decoderOutput) {
    return new Bernoulli(decoderOutput);
  }

  @Override
  public int planes() {
    return 1;
  }
}
