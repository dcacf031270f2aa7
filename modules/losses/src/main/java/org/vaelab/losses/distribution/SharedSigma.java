package org.vaelab.losses.distribution;

import org.vaelab.input.ImageShape;

/**
 * One standard deviation for all pixels, learned with the weights.
 *
 * <p>Source: Rybkin, Daniilidis and Levine, Simple and Effective VAE Training with Calibrated
 * Decoders, 2021, section 3.
 */
public record SharedSigma() implements SigmaSpec {
  @Override
  public GaussianLikelihood create(ImageShape image, MeanActivation mean) {
    return GaussianLikelihood.shared(image, mean);
  }
}
