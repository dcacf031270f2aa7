package org.vaelab.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.outline.Operation;

/**
 * A network from latent codes to what a likelihood is made of: hidden layers and one more to the
 * pixels, or to a small image that transposed convolutions enlarge.
 *
 * <p>As a DJL block it takes codes {@code (B, Z)} and, where conditional, one-hot labels {@code (B,
 * K)}, and returns {@code (B, planes * C, H, W)}: logits, means, scales, as the likelihood reads
 * them.
 */
public final class Decoder extends AbstractBlock {
  /**
   * A part of the network, from {@code input} to {@code output}, the shapes of one code's; {@code
   * outline} says what it computes.
   */
  record Stage(String name, Block block, Shape input, Shape output, StageOutline outline) {}

  /** What a part computes, for other programs; {@code path} is its own. */
  @FunctionalInterface
  interface StageOutline {
    List<Operation> operations(String path);
  }

  private final int classes;
  private final ImageShape output;
  private final List<Stage> stages = new ArrayList<>();

  Decoder(int classes, ImageShape output, List<Stage> stages) {
    this.classes = classes;
    this.output = output;
    for (Stage stage : stages) {
      addChildBlock(stage.name(), stage.block());
      this.stages.add(stage);
    }
  }

  /**
   * The decoder's output for each code.
   *
   * @param parameterStore where the weights are
   * @param z latent codes, shape {@code (B, Z)}
   * @param labels one-hot, shape {@code (B, K)}; null for an unconditional decoder
   * @param training whether this is a step of training
   * @return shape {@code (B, planes * C, H, W)}
   */
  public NDArray decode(
      ParameterStore parameterStore, NDArray z, @Nullable NDArray labels, boolean training) {
    return forward(parameterStore, LabelInput.list(z, labels), training, null).head();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray z = inputs.head();
    long batch = z.getShape().get(0);
    NDArray x = LabelInput.join(z, LabelInput.of(inputs, classes));
    for (Stage stage : stages) {
      NDArray shaped = x.reshape(new Shape(batch).addAll(stage.input()));
      x = stage.block().forward(parameterStore, new NDList(shaped), training).head();
    }
    return new NDList(x.reshape(output.batch(batch)));
  }

  /**
   * What {@link #decode} computes, for other programs.
   *
   * @param path its own name
   * @return step by step
   */
  public List<Operation> operations(String path) {
    List<Operation> operations = new ArrayList<>();
    if (classes > 0) {
      operations.add(new Operation.LabelFeatures());
    }
    boolean flat = true;
    for (Stage stage : stages) {
      flat = shape(stage.input(), flat, operations);
      operations.addAll(stage.outline().operations(path + "." + stage.name()));
      flat = stage.output().dimension() == 1;
    }
    shape(output.batch(1).slice(1), flat, operations);
    return operations;
  }

  /** Adds the step to a shape where it is needed; whether that is flat. */
  private static boolean shape(Shape shape, boolean flat, List<Operation> operations) {
    boolean wanted = shape.dimension() == 1;
    if (wanted && !flat) {
      operations.add(new Operation.Flatten());
    } else if (!wanted && flat) {
      ImageShape image = LayerSpec.image(shape);
      operations.add(new Operation.Reshape(image.channels(), image.height(), image.width()));
    }
    return wanted;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {output.batch(inputShapes[0].get(0))};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    Shape batch = new Shape(inputShapes[0].get(0));
    for (Stage stage : stages) {
      stage.block().initialize(manager, dataType, batch.addAll(stage.input()));
    }
  }
}
