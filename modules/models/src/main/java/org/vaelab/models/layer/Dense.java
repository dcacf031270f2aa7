package org.vaelab.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.vaelab.models.parameter.FixedWeights;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.parameter.Products;
import org.vaelab.models.parameter.Tape;

/**
 * A fully connected layer {@code y = x W^T + b}, {@code (B, I) -> (B, O)}.
 *
 * <p>As DJL's {@code Linear}, but its products go to the step's {@link Tape} where there is one.
 */
public final class Dense extends AbstractBlock {
  private final long units;
  private final Parameter weight;
  private final Parameter bias;

  /** {@code inputs} is I, {@code units} O. */
  private Dense(long inputs, long units) {
    this.units = units;
    weight =
        addParameter(
            Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(units, inputs))
                .build());
    bias =
        addParameter(
            Parameter.builder()
                .setName("bias")
                .setType(Parameter.Type.BIAS)
                .optShape(new Shape(units))
                .build());
  }

  /**
   * A layer, not yet initialised.
   *
   * @param inputs I
   * @param units O
   * @param initialization how its weights begin
   * @return a new block
   */
  public static Dense create(long inputs, long units, Initialization initialization) {
    Dense dense = new Dense(inputs, units);
    initialization.prepare(dense, inputs, units);
    return dense;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray w = parameterStore.getValue(weight, x.getDevice(), training);
    NDArray b = parameterStore.getValue(bias, x.getDevice(), training);
    if (training && parameterStore instanceof Tape tape) {
      return new NDList(tape.product(x, w, b));
    }
    if (parameterStore instanceof FixedWeights) {
      return new NDList(Products.undifferentiated(x, w, b));
    }
    return Linear.linear(x, w, b);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), units)};
  }
}
