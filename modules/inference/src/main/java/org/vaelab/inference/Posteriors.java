package org.vaelab.inference;

/**
 * The posteriors q(z|x) of N images.
 *
 * @param means N codes of Z numbers
 * @param deviations N rows of Z standard deviations; empty where the posteriors are no independent
 *     Gaussians
 */
public record Posteriors(float[][] means, float[][] deviations) {}
