package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;

/** The choice of p(x|z): how the decoder's output is read as a distribution over images. */
public sealed interface Likelihood permits BernoulliLikelihood {
  /**
   * The distribution that a decoder's output stands for.
   *
   * @param decoderOutput shape {@code (B, planes() * C, H, W)}
   * @return the distribution over images {@code (B, C, H, W)}
   */
  Distribution create(NDArray decoderOutput);

  /**
   * How many output planes the decoder must give for each image channel.
   *
   * @return at least 1
   */
  int planes();
}
