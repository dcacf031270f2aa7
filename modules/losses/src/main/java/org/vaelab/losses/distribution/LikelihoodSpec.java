package org.vaelab.losses.distribution;

import java.util.Optional;
import org.vaelab.input.ImageShape;

/**
 * The choice of p(x|z): which distribution over images the decoder's output stands for.
 *
 * <p>Not sealed: a record of anyone's that implements this is a likelihood, and its components are
 * its fields in a spec. The smallest one:
 *
 * <pre>{@code
 * public record LogitsSpec() implements LikelihoodSpec {
 *   public Likelihood create(ImageShape image) {
 *     return (output, training) -> new Bernoulli(output);
 *   }
 *
 *   public boolean unitInterval() {
 *     return true;
 *   }
 * }
 * }</pre>
 */
public interface LikelihoodSpec {
  /**
   * The likelihood that this describes; what it learns is not yet initialised.
   *
   * @param image the shape of the images
   * @return a new one
   */
  Likelihood create(ImageShape image);

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

  /**
   * How many output planes the decoder must give for each image channel: the C first ones for the
   * first number of each pixel, the C next ones for the second.
   *
   * @return 1, unless a likelihood overrides it
   */
  default int planes() {
    return 1;
  }

  /**
   * Whether {@link Likelihood#covariance} is given, which can be drawn.
   *
   * @return false, unless a likelihood overrides it
   */
  default boolean hasCovariance() {
    return false;
  }
}
