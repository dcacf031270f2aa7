package org.vaelab.models.layer;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.models.outline.Operation;

/** What {@link Layers} compute, as operations that other programs know. */
public final class LayerOperations {
  /** DJL's, and PyTorch's. */
  private static final double EPSILON = 1e-5;

  private LayerOperations() {}

  /**
   * Steps with what {@link Layers#finish} adds to them.
   *
   * @param steps what stands before it
   * @param name of the layer
   * @param output the shape of one image's output, {@code (C, H, W)} or {@code (D)}
   * @param batchNorm whether the outputs are normalised over the batch
   * @param activation applied to each element after that
   * @return all steps
   */
  public static List<Operation> finish(
      List<Operation> steps, String name, Shape output, boolean batchNorm, Activation activation) {
    List<Operation> all = new ArrayList<>(steps);
    if (batchNorm) {
      all.add(
          new Operation.BatchNormalisation(
              name + ".norm", Math.toIntExact(output.get(0)), output.dimension() == 3, EPSILON));
    }
    all.addAll(activation.operations(name));
    return List.copyOf(all);
  }
}
