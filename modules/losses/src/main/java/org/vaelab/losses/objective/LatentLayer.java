package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import org.vaelab.losses.distribution.Distribution;

/**
 * A layer of latent codes for a batch of B images, with L samples for each.
 *
 * <p>Posterior and prior have B rows where they follow from the image alone, and L B where they
 * follow from a sample of a layer above.
 *
 * @param posterior q(z|x), or q(z|x, the layers above)
 * @param prior p(z), or p(z|the layers above), of the posterior's shape
 * @param z samples of the posterior, {@code (L B, Z)}: the first B are the first sample of each
 *     image
 */
public record LatentLayer(Distribution posterior, Distribution prior, NDArray z) {
  /** Checks that posterior and prior have the same rows. */
  public LatentLayer {
    if (!posterior.shape().equals(prior.shape())) {
      throw new IllegalArgumentException(
          "a posterior over " + posterior.shape() + " with a prior over " + prior.shape());
    }
  }
}
