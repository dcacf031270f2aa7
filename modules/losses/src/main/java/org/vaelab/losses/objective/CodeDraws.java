package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.vaelab.input.Settings;
import org.vaelab.losses.divergence.Kernel;
import org.vaelab.losses.divergence.MeanDiscrepancy;

/** The codes of a batch beside draws of the prior N(0, I). */
final class CodeDraws {
  private CodeDraws() {}

  /** The width of the kernels is that of N(0, I), and a label's prior is not that of all images. */
  static void check(LatentSpace codes, String field, Settings conflicts) {
    conflicts.require(
        codes.standardNormal(), field, "needs the prior \"standard-normal\" to compare codes with");
  }

  /** How far the codes of the batch are from as many draws of the engine's random stream. */
  static NDArray discrepancy(VaeOutput output, Kernel kernel) {
    if (output.layers().size() > 1) {
      throw new IllegalArgumentException("needs one layer of codes");
    }
    NDArray z = output.layers().get(0).z();
    NDArray draws =
        z.getManager()
            .randomNormal(0, 1, z.getShape(), DataType.FLOAT32)
            .toType(z.getDataType(), false);
    return MeanDiscrepancy.squared(z, draws, kernel);
  }
}
