package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;

/**
 * A network from latent codes to what a likelihood is made of.
 *
 * <p>As a DJL block it takes codes {@code (B, Z)} and, where conditional, one-hot labels {@code (B,
 * K)}, and returns {@code (B, planes * C, H, W)} without a last activation: logits, means.
 */
public sealed interface Decoder extends Block permits FcDecoder {
  /**
   * The decoder's output for each code.
   *
   * @param parameterStore where the weights are
   * @param z latent codes, shape {@code (B, Z)}
   * @param labels one-hot, shape {@code (B, K)}; null for an unconditional decoder
   * @param training whether this is a step of training
   * @return shape {@code (B, planes * C, H, W)}
   */
  NDArray decode(
      ParameterStore parameterStore, NDArray z, @Nullable NDArray labels, boolean training);
}
