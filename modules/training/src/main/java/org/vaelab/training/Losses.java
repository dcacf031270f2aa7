package org.vaelab.training;

/**
 * Losses over a set of images: means, in nats per image.
 *
 * @param loss what was minimised
 * @param reconstruction -log p(x|z)
 * @param kl KL(q(z|x) || p(z)), not weighted
 */
public record Losses(double loss, double reconstruction, double kl) {}
