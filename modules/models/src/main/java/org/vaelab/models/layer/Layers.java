package org.vaelab.models.layer;

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
import org.vaelab.models.parameter.Tape;

/**
 * Blocks and functions one after the other. Each knows the shape of its input when it is added, so
 * that a network that does not fit is refused before anything is allocated.
 */
public final class Layers extends AbstractBlock {
  private sealed interface Step {}

  /** A block with weights; {@code input} without the batch axis. */
  private record Layer(Block block, Shape input) implements Step {}

  private record Function(UnaryOperator<NDArray> operator) implements Step {}

  private final List<Step> steps = new ArrayList<>();
  private Shape output;

  /**
   * No steps yet.
   *
   * @param input the shape of one image's input, without the batch axis
   */
  public Layers(Shape input) {
    output = input;
  }

  /**
   * Adds a block.
   *
   * @param name of its parameters; empty for the main one, whose parameters stand under the name of
   *     this block
   * @param block not yet initialised
   * @param blockOutput what it makes of one image
   * @return this
   */
  public Layers add(String name, Block block, Shape blockOutput) {
    steps.add(new Layer(addChildBlock(name, block), output));
    output = blockOutput;
    return this;
  }

  /**
   * Adds a function of a batch.
   *
   * @param function without weights
   * @param functionOutput what it makes of one image
   * @return this
   */
  public Layers add(UnaryOperator<NDArray> function, Shape functionOutput) {
    steps.add(new Function(function));
    output = functionOutput;
    return this;
  }

  /**
   * Adds what may follow a layer.
   *
   * @param batchNorm whether the outputs are normalised over the batch, for each entry of axis 1
   * @param activation applied to each element after that
   * @return this
   */
  public Layers finish(boolean batchNorm, Activation activation) {
    if (batchNorm) {
      add("norm", BatchNorm.builder().build(), output);
    }
    return add(activation::apply, output);
  }

  /**
   * The shape of one image's output, without the batch axis.
   *
   * @return that of the last step
   */
  public Shape output() {
    return output;
  }

  /**
   * All steps, one after the other.
   *
   * @param parameterStore where the weights are
   * @param x the input, with the batch axis
   * @param training whether this is a step of training
   * @return the output of the last
   */
  public NDArray apply(ParameterStore parameterStore, NDArray x, boolean training) {
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
        Tape.show(parameterStore, layer.block(), "output", x.head());
      } else if (step instanceof Function function) {
        x = new NDList(function.operator().apply(x.head()));
        Tape.show(parameterStore, this, "activation", x.head());
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
