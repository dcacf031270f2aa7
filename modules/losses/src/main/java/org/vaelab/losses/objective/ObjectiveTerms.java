package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;

/**
 * An objective's value and what it is made of, for each image of a batch, in nats.
 *
 * @param loss what is minimised, shape {@code (B)}
 * @param reconstruction -log p(x|z), summed over pixels, averaged over samples of z and not
 *     weighted, shape {@code (B)}
 * @param kl KL(q(z|x) || p(z)), summed over latent dimensions, exact and not weighted whatever the
 *     loss makes of it, shape {@code (B)}
 */
public record ObjectiveTerms(NDArray loss, NDArray reconstruction, NDArray kl) {}
