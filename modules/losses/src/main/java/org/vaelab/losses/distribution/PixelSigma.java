package org.vaelab.losses.distribution;

import java.util.Optional;
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
  /** A quarter of a grey level; a smaller deviation is of no use to pixels of 8 bits. */
  private static final double LEAST_USEFUL_FLOOR = 1e-3;

  /** Softplus with a floor of 0.01, two and a half grey levels. */
  public PixelSigma() {
    this(new SoftplusScale(0.01));
  }

  @Override
  public Optional<String> advice() {
    return scale.floor() >= LEAST_USEFUL_FLOOR
        ? Optional.empty()
        : Optional.of(
            "scale.floor is "
                + scale.floor()
                + ": with less than "
                + LEAST_USEFUL_FLOOR
                + " the deviation of pixels that are always black shrinks towards it, and a test"
                + " image with another grey there can cost thousands of nats; 0.01 is the default");
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
