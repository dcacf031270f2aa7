package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;
import org.vaelab.losses.distribution.DiagonalGaussian;

/**
 * A network from images to the posterior q(z|x), or q(z|x,y) where it is conditional.
 *
 * <p>As a DJL block it takes images {@code (B, C, H, W)} and, where conditional, one-hot labels
 * {@code (B, K)}, and returns mean and log-variance, each {@code (B, Z)}.
 */
public sealed interface Encoder extends Block permits FcEncoder {
  /**
   * The posterior of each image.
   *
   * @param parameterStore where the weights are
   * @param images shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}; null for an unconditional encoder
   * @param training whether this is a step of training
   * @return q, over {@code (B, Z)}
   */
  DiagonalGaussian encode(
      ParameterStore parameterStore, NDArray images, @Nullable NDArray labels, boolean training);
}
