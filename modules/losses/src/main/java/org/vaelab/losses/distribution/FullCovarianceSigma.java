package org.vaelab.losses.distribution;

import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;

/**
 * One covariance matrix of all pixels, refitted to the training residuals after each epoch.
 *
 * @param ridge what is added to the variance of each pixel, greater than 0: a pixel that never
 *     varies would make the covariance singular
 * @param logDeterminant false leaves the normalising constant out; the likelihood is then no
 *     density and its values cannot be compared between epochs
 */
public record FullCovarianceSigma(double ridge, boolean logDeterminant) implements SigmaSpec {
  /** Checks the ridge. */
  public FullCovarianceSigma {
    new Settings().positive("ridge", ridge).check();
  }

  /** A ridge of one thousandth, and a density. */
  public FullCovarianceSigma() {
    this(1e-3, true);
  }

  @Override
  public FullCovarianceLikelihood create(ImageShape image, MeanActivation mean) {
    return new FullCovarianceLikelihood(image, mean, this);
  }

  @Override
  public boolean hasCovariance() {
    return true;
  }
}
