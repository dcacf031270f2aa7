package org.vaelab.losses.distribution;

import org.vaelab.input.ImageShape;

/**
 * One standard deviation for all pixels, in closed form: each training batch has its most likely
 * one, and evaluation that of the training images.
 *
 * <p>Source: Rybkin, Daniilidis and Levine, Simple and Effective VAE Training with Calibrated
 * Decoders, 2021, section 3.
 */
public record OptimalSigma() implements SigmaSpec {
  @Override
  public OptimalVarianceLikelihood create(ImageShape image, MeanActivation mean) {
    return new OptimalVarianceLikelihood(image, mean);
  }
}
