package org.vaelab.losses.distribution;

import java.util.Optional;
import org.vaelab.input.ImageShape;

/**
 * The choice of where the standard deviation of Gaussian pixels comes from.
 *
 * <p>Not sealed: {@code LikelihoodContract} in the tests, with a {@link GaussianLikelihoodSpec} of
 * it, holds what each promises.
 */
public interface SigmaSpec {
  /**
   * The likelihood of that deviation; what it learns is not yet initialised.
   *
   * @param image the shape of the images
   * @param mean how the first plane of the decoder's output becomes the mean image
   * @return a new one
   */
  Likelihood create(ImageShape image, MeanActivation mean);

  /**
   * How many output planes the decoder must give for each image channel; the first holds the means.
   *
   * @return 1, unless a choice overrides it
   */
  default int planes() {
    return 1;
  }

  /**
   * Whether {@link Likelihood#covariance} is given.
   *
   * @return false, unless a choice overrides it
   */
  default boolean hasCovariance() {
    return false;
  }

  /**
   * What is allowed, but seldom works.
   *
   * @return the field and what is the matter with it: "scale.floor is ..."; empty for nothing
   */
  default Optional<String> advice() {
    return Optional.empty();
  }
}
