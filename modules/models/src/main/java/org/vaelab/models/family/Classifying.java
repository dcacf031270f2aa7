package org.vaelab.models.family;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import org.vaelab.losses.distribution.Categorical;

/** A network with a p(y|x). */
public interface Classifying {
  /**
   * The distribution over the classes of each image.
   *
   * @param parameterStore where the weights are
   * @param images transformed, shape {@code (B, C, H, W)}
   * @return p, over {@code (B, K)}
   */
  Categorical classify(ParameterStore parameterStore, NDArray images);

  /**
   * What the last layer reads of each image: numbers that say what the image shows, by which sets
   * of images are compared.
   *
   * @param parameterStore where the weights are
   * @param images transformed, shape {@code (B, C, H, W)}
   * @return shape {@code (B, F)}
   */
  NDArray features(ParameterStore parameterStore, NDArray images);
}
