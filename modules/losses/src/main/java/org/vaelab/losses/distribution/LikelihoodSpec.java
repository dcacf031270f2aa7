package org.vaelab.losses.distribution;

import java.util.Optional;
import org.vaelab.input.ImageShape;

/** The choice of p(x|z): which distribution over images the decoder's output stands for. */
public sealed interface LikelihoodSpec permits BernoulliLikelihoodSpec, GaussianLikelihoodSpec {
  /**
   * The likelihood as a block of a network.
   *
   * @param image the shape of the images
   * @return not yet initialised
   */
  Likelihood create(ImageShape image);

  /**
   * How many output planes the decoder must give for each image channel.
   *
   * @return at least 1
   */
  int planes();

  /**
   * What is allowed, but seldom works.
   *
   * @return the field and what is the matter with it: "sigma.scale.floor is ..."; empty for nothing
   */
  default Optional<String> advice() {
    return Optional.empty();
  }

  /**
   * Whether images must lie in [0, 1], as the means do.
   *
   * @return false where any real number is a pixel
   */
  boolean unitInterval();
}
