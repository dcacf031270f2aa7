package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/** Whether an array has numbers alone, neither NaN nor an infinity. */
final class Finiteness {
  private Finiteness() {}

  static boolean of(NDArray array) {
    try (NDManager scratch = array.getManager().newSubManager()) {
      array.tempAttach(scratch);
      // The greatest of values with a NaN is NaN.
      return Double.isFinite(array.abs().max().toType(DataType.FLOAT64, false).getDouble());
    }
  }
}
