package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;

/**
 * p(x|z): reads the decoder's output as a distribution over images.
 *
 * <p>It is a DJL block, to be a child of the network, so that what it learns is initialised,
 * trained and saved with the weights. As a block it takes the decoder's output {@code (B, planes()
 * * C, H, W)} to the mean image {@code (B, C, H, W)}. Its parameters live on one device.
 */
public sealed interface Likelihood extends Block
    permits BernoulliLikelihood, GaussianLikelihood, FittedLikelihood {
  /**
   * The distribution that a decoder's output stands for.
   *
   * @param decoderOutput shape {@code (B, planes() * C, H, W)}
   * @param training whether this is a step of training
   * @return the distribution over images {@code (B, C, H, W)}
   */
  Distribution create(NDArray decoderOutput, boolean training);

  /**
   * How many output planes the decoder must give for each image channel.
   *
   * @return at least 1
   */
  int planes();
}
