package org.vaelab.models;

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
   * @param features how many entries axis 1 of the output has
   * @param batchNorm whether the outputs are normalised over the batch
   * @param activation applied to each element after that
   * @return all steps
   */
  public static List<Operation> finish(
      List<Operation> steps, String name, int features, boolean batchNorm, Activation activation) {
    List<Operation> all = new ArrayList<>(steps);
    if (batchNorm) {
      all.add(new Operation.BatchNormalisation(name + ".norm", features, EPSILON));
    }
    all.addAll(activation.operations(name));
    return List.copyOf(all);
  }
}
