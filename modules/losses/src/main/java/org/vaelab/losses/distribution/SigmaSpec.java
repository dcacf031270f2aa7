package org.vaelab.losses.distribution;

import java.util.Optional;
import org.vaelab.input.ImageShape;

/** The choice of where the standard deviation of Gaussian pixels comes from. */
public sealed interface SigmaSpec
    permits FixedSigma, PixelSigma, SharedSigma, OptimalSigma, FullCovarianceSigma {
  /**
   * The likelihood of that deviation.
   *
   * @param image the shape of the images
   * @param mean how the decoder's output becomes the mean image
   * @return not yet initialised
   */
  Likelihood create(ImageShape image, MeanActivation mean);

  /**
   * How many output planes the decoder must give for each image channel.
   *
   * @return at least 1
   */
  int planes();

  /**
   * What is allowed, but seldom works.
   *
   * @return the field and what is the matter with it: "scale.floor is ..."; empty for nothing
   */
  default Optional<String> advice() {
    return Optional.empty();
  }
}
