package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDManager;

/** At which places a manifold is looked at, the same along both latent dimensions. */
public sealed interface GridRange permits QuantileRange, LinearRange {
  /**
   * The places.
   *
   * @param manager computes them
   * @param size how many, at least 2
   * @return increasing, {@code size} of them
   */
  double[] values(NDManager manager, int size);
}
