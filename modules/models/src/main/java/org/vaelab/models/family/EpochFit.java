package org.vaelab.models.family;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;

/**
 * A part of a network that is not learned by descent but fitted in closed form: after each epoch
 * the loop sums {@link #statistic} over all training images and calls {@link #fit}.
 */
public interface EpochFit {
  /**
   * What {@link #fit} needs to know of some images; it adds up over batches.
   *
   * @param parameterStore where the weights are
   * @param images transformed, shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}
   * @return any shape, attached to the images' manager
   */
  NDArray statistic(ParameterStore parameterStore, NDArray images, NDArray labels);

  /**
   * Fits, in place.
   *
   * @param sum the statistic, summed over all images
   * @param images how many there were
   */
  void fit(NDArray sum, long images);
}
