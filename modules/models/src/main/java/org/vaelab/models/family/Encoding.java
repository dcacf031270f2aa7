package org.vaelab.models.family;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;
import org.vaelab.losses.distribution.Distribution;

/** A network with a q(z|x), or q(z|x,y) where it is conditional. */
public interface Encoding {
  /**
   * The posterior of each image.
   *
   * @param parameterStore where the weights are
   * @param images transformed, shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}; an unconditional network takes no notice of them
   * @return q, over {@code (B, Z)}
   */
  Distribution encode(ParameterStore parameterStore, NDArray images, @Nullable NDArray labels);
}
