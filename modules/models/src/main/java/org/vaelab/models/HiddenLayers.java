package org.vaelab.models;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/** Linear layers, each followed by the activation: {@code (B, inputs) -> (B, last width)}. */
final class HiddenLayers extends AbstractBlock {
  private final List<Linear> layers = new ArrayList<>();
  private final Activation activation;
  private final int inputs;
  private final int outputs;

  HiddenLayers(int inputs, List<Integer> widths, Activation activation) {
    this.activation = activation;
    this.inputs = inputs;
    int width = inputs;
    for (int next : widths) {
      layers.add(addChildBlock(Integer.toString(layers.size()), FanInLinear.create(width, next)));
      width = next;
    }
    this.outputs = width;
  }

  /** The width of the last layer; of the input where there is no layer. */
  int outputs() {
    return outputs;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDList x = inputs;
    for (Linear layer : layers) {
      x = new NDList(activation.apply(layer.forward(parameterStore, x, training).head()));
    }
    return x;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), outputs)};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    long batch = inputShapes[0].get(0);
    long width = inputs;
    for (Linear layer : layers) {
      Shape input = new Shape(batch, width);
      layer.initialize(manager, dataType, input);
      width = layer.getOutputShapes(new Shape[] {input})[0].get(1);
    }
  }
}
