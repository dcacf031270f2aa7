package org.vaelab.models.family;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;

/** A network whose posteriors have a divergence from its prior in each latent dimension. */
public interface LatentDivergence {
  /**
   * {@code KL(q(z_d|x) || p(z_d))} of each latent dimension.
   *
   * @param parameterStore where the weights are
   * @param images transformed, shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}; an unconditional network takes no notice of them
   * @return nats, shape {@code (B, Z)}
   */
  NDArray divergence(ParameterStore parameterStore, NDArray images, @Nullable NDArray labels);
}
