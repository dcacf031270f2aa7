package org.vaelab.models.vae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.ParameterBlock;

/**
 * p(z), or p(z|y); made by a {@link PriorSpec}.
 *
 * <p>Not sealed: {@code PriorContract} in the tests holds what each promises.
 */
@FunctionalInterface
public interface Prior {
  /**
   * The prior of each code of a batch.
   *
   * @param parameterStore where the weights are
   * @param manager owns what is made
   * @param batch B
   * @param labels one-hot, shape {@code (B, K)}; null where unconditional
   * @param training whether this is a step of training
   * @return p, over {@code (B, Z)}
   */
  Distribution distribution(
      ParameterStore parameterStore,
      NDManager manager,
      long batch,
      @Nullable NDArray labels,
      boolean training);

  /**
   * What it learns, which becomes a child of the network, to be initialised with the shape of the
   * codes {@code (B, Z)}, trained and saved with the weights.
   *
   * @return always the same where it has parameters; none, unless a prior overrides it
   */
  default Block block() {
    return new ParameterBlock();
  }
}
