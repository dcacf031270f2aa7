package org.vaelab.models.family;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;
import org.vaelab.losses.distribution.Distribution;

/** A network with a p(x|z), or p(x|z,y) where it is conditional. */
public interface Decoding {
  /**
   * The distribution over images for each latent code.
   *
   * @param parameterStore where the weights are
   * @param z shape {@code (B, Z)}
   * @param labels one-hot, shape {@code (B, K)}; an unconditional network takes no notice of them
   * @return p, over {@code (B, C, H, W)}
   */
  Distribution decode(ParameterStore parameterStore, NDArray z, @Nullable NDArray labels);
}
