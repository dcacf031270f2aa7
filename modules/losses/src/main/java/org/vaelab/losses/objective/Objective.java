package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;

/** The choice of what training minimises. */
public sealed interface Objective permits Elbo {
  /**
   * The objective for each image; nothing is averaged here.
   *
   * @param output what the network returned for the batch
   * @param images the targets, shape {@code (B, C, H, W)}
   * @return the terms, each of shape {@code (B)}
   */
  ObjectiveTerms terms(VaeOutput output, NDArray images);
}
