package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Layers one after the other. Each knows the shape of its input when it is added, so that a network
 * that does not fit is refused before anything is allocated.
 */
final class Layers extends AbstractBlock {
  private sealed interface Step {}

  /** A layer with weights; {@code input} without the batch axis. */
  private record Layer(Block block, Shape input) implements Step {}

  private record Function(UnaryOperator<NDArray> operator) implements Step {}

  private final List<Step> steps = new ArrayList<>();
  private Shape output;

  /** No layers yet; {@code input} is the shape of one image's input. */
  Layers(Shape input) {
    output = input;
  }

  /** Adds a layer that gives {@code layerOutput} for one image. */
  void add(String name, Block layer, Shape layerOutput) {
    steps.add(new Layer(addChildBlock(name, layer), output));
    output = layerOutput;
  }

  /** Adds a function that changes no shape. */
  void add(UnaryOperator<NDArray> function) {
    steps.add(new Function(function));
  }

  /** Adds a function to {@code functionOutput}. */
  void add(UnaryOperator<NDArray> function, Shape functionOutput) {
    add(function);
    output = functionOutput;
  }

  /** Adds what may follow a layer: batch normalisation over axis 1, and an activation. */
  void finish(String name, boolean batchNorm, Activation activation) {
    if (batchNorm) {
      add(name + ".norm", BatchNorm.builder().build(), output);
    }
    if (!(activation instanceof Activation.Identity)) {
      add(activation::apply);
    }
  }

  /** The shape of one image's output. */
  Shape output() {
    return output;
  }

  NDArray apply(ParameterStore parameterStore, NDArray x, boolean training) {
    return forward(parameterStore, new NDList(x), training, null).head();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDList x = inputs;
    for (Step step : steps) {
      if (step instanceof Layer layer) {
        x = layer.block().forward(parameterStore, x, training);
      } else if (step instanceof Function function) {
        x = new NDList(function.operator().apply(x.head()));
      }
    }
    return x;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {batched(inputShapes[0].get(0), output)};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    for (Step step : steps) {
      if (step instanceof Layer layer) {
        layer.block().initialize(manager, dataType, batched(inputShapes[0].get(0), layer.input()));
      }
    }
  }

  private static Shape batched(long batch, Shape one) {
    return new Shape(batch).addAll(one);
  }
}
