package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * A likelihood whose variance is not learned by descent but fitted in closed form to the training
 * residuals: after each epoch the loop sums {@link #residualStatistic} over the training set and
 * calls {@link #fit}.
 *
 * <p>The residuals are {@code x - m}, where the mean m is decoded from a fresh sample z of the
 * posterior of x.
 */
public interface FittedLikelihood extends Likelihood {
  /**
   * What {@link #fit} needs to know of some images; it adds up over batches.
   *
   * @param residuals x - m, shape {@code (B, C, H, W)}
   * @return always float64, attached to the residuals' manager
   */
  NDArray residualStatistic(NDArray residuals);

  /**
   * Sets the variance to the most likely one, in place.
   *
   * @param sum the statistic, summed over all images
   * @param images how many there were
   */
  void fit(NDArray sum, long images);

  @Override
  default Optional<FittedLikelihood> fitted() {
    return Optional.of(this);
  }

  /**
   * How many images a fit needs to be determined.
   *
   * @return at least 1
   */
  long imagesNeeded();
}
