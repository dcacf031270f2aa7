package org.vaelab.models.layer;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;
import org.vaelab.models.outline.Operation;

/**
 * A fully connected layer. In a spec a bare number stands for one of that width.
 *
 * @param width how many units it has
 * @param batchNorm whether its outputs are normalised over the batch, before the activation
 * @param activation what follows it; null for that of the network
 */
public record DenseSpec(int width, boolean batchNorm, @Nullable Activation activation)
    implements LayerSpec {
  /** Wider layers are mistakes; it also keeps sizes within an int. */
  private static final int LARGEST = 1_000_000;

  /** Checks the width. */
  public DenseSpec {
    new Settings().between("width", width, 1, LARGEST).check();
  }

  /**
   * A plain layer.
   *
   * @param width how many units it has
   */
  public DenseSpec(int width) {
    this(width, false, null);
  }

  /**
   * Plain layers.
   *
   * @param widths from input to output
   * @return one a width
   */
  public static List<DenseSpec> layers(int... widths) {
    return Arrays.stream(widths).mapToObj(DenseSpec::new).toList();
  }

  @Override
  public Shape output(Shape input) {
    return new Shape(width);
  }

  @Override
  public boolean readsFeatures() {
    return true;
  }

  @Override
  public Block create(LayerContext context) {
    Dense dense = Dense.create(context.input().size(), width, context.initialization());
    return new Layers(context.input())
        .add("", dense, context.output())
        .finish(batchNorm, context.activationOr(activation));
  }

  @Override
  public List<Operation> operations(String name, LayerContext context) {
    Operation product = new Operation.Dense(name, Math.toIntExact(context.input().size()), width);
    return LayerOperations.finish(
        List.of(product), name, context.output(), batchNorm, context.activationOr(activation));
  }
}
