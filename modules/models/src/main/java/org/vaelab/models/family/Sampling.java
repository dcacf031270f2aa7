package org.vaelab.models.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;
import org.vaelab.losses.distribution.Distribution;

/** A network with a p(z), or p(z|y), that new codes are drawn from. */
public interface Sampling {
  /**
   * The prior of each new code.
   *
   * @param parameterStore where the weights are
   * @param manager owns what is made
   * @param batch how many codes
   * @param labels one-hot, shape {@code (B, K)}; an unconditional network takes no notice of them
   * @return p, over {@code (B, Z)}
   */
  Distribution prior(
      ParameterStore parameterStore, NDManager manager, long batch, @Nullable NDArray labels);
}
