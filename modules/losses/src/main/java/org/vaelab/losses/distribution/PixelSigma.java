package org.vaelab.losses.distribution;

import org.vaelab.input.ImageShape;

/**
 * A standard deviation for each pixel of each image, from a second plane of the decoder's output.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix C.2.
 *
 * @param scale how the second plane becomes a deviation; without a floor the density of a pixel
 *     that never varies grows without bound
 */
public record PixelSigma(Scale scale) implements SigmaSpec {
  /** Softplus with its floor. */
  public PixelSigma() {
    this(new SoftplusScale());
  }

  @Override
  public GaussianLikelihood create(ImageShape image, MeanActivation mean) {
    return GaussianLikelihood.pixel(image, mean, scale);
  }

  @Override
  public int planes() {
    return 2;
  }
}
