package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * An objective's value and what it is made of, for each image of a batch, in nats.
 *
 * @param loss what is minimised, shape {@code (B)}
 * @param reconstruction -log p(x|z), summed over pixels, averaged over samples of z and not
 *     weighted, shape {@code (B)}
 * @param kl KL(q(z|x) || p(z)), summed over latent dimensions, exact and not weighted whatever the
 *     loss makes of it, shape {@code (B)}
 * @param encoderLoss what the encoder's weights are moved by where that is not the loss, shape
 *     {@code (B)}; its value means nothing, its gradient is what counts; null for the loss
 */
public record ObjectiveTerms(
    NDArray loss, NDArray reconstruction, NDArray kl, @Nullable NDArray encoderLoss) {
  /**
   * Terms of one loss for all weights.
   *
   * @param loss what is minimised, shape {@code (B)}
   * @param reconstruction -log p(x|z), shape {@code (B)}
   * @param kl KL(q(z|x) || p(z)), shape {@code (B)}
   */
  public ObjectiveTerms(NDArray loss, NDArray reconstruction, NDArray kl) {
    this(loss, reconstruction, kl, null);
  }
}
