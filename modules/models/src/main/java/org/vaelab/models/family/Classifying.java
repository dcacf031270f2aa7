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
}
