package org.vaelab.models.family;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Representative;

/** A network that makes of an image one like it. */
public interface Reconstructing {
  /**
   * The distribution over images that each image leads to.
   *
   * @param parameterStore where the weights are
   * @param images transformed, shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}; an unconditional network takes no notice of them
   * @param code what stands for an image between encoder and decoder
   * @return p, over {@code (B, C, H, W)}
   */
  Distribution reconstruct(
      ParameterStore parameterStore, NDArray images, @Nullable NDArray labels, Representative code);
}
