package org.vaelab.models.parameter;

import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;

/**
 * Weights that are used and not learnt: nothing is differentiated, so that layers may compute in
 * ways that have no backward pass. It is passed to blocks as their {@link ParameterStore}.
 */
public final class FixedWeights extends ParameterStore {
  /**
   * The weights of any network on one device.
   *
   * @param manager owns what layers make
   */
  public FixedWeights(NDManager manager) {
    super(manager, false);
  }
}
