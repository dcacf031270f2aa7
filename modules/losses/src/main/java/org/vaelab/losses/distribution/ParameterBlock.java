package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Parameters as a child of a network, so that they are initialised, trained and saved with its
 * weights. It gives its input as it is: whoever owns the parameters reads them.
 */
public final class ParameterBlock extends AbstractBlock {
  /**
   * A block of some parameters.
   *
   * @param parameters each with a name of its own and a shape; none for a part that learns nothing
   */
  public ParameterBlock(Parameter... parameters) {
    for (Parameter parameter : parameters) {
      addParameter(parameter);
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    return inputs;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
