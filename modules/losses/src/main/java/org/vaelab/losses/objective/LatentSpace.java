package org.vaelab.losses.objective;

/**
 * What a spec says of a model's latent codes.
 *
 * @param dimensions Z, of all layers together
 * @param standardNormal whether the prior is N(0, I)
 */
public record LatentSpace(int dimensions, boolean standardNormal) {}
