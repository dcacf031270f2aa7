package org.vaelab.losses.distribution;

import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;

/**
 * One standard deviation for all pixels, given beforehand; 1 makes the density a squared error.
 *
 * @param value the standard deviation, greater than 0
 */
public record FixedSigma(double value) implements SigmaSpec {
  /** The density squares its inverse, which float32 must hold. */
  private static final double SMALLEST = 1e-6;

  /** Checks the deviation. */
  public FixedSigma {
    new Settings().atLeast("value", value, SMALLEST).check();
  }

  /** A deviation of 1. */
  public FixedSigma() {
    this(1);
  }

  @Override
  public GaussianLikelihood create(ImageShape image, MeanActivation mean) {
    return GaussianLikelihood.fixed(image, mean, value);
  }
}
