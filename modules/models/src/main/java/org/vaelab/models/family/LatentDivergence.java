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
   * @return nats, shape {@code (B, Z)}; {@code (B, 1)} where there is only an estimate for the
   *     whole code, because its prior has no closed form
   */
  NDArray divergence(ParameterStore parameterStore, NDArray images, @Nullable NDArray labels);
}
