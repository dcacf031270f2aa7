package org.vaelab.experiments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/** What the build must refuse; {@link ArchitectureTest} checks that it does. */
final class NumberOperandExample {
  private NumberOperandExample() {}

  static NDArray multiplied(NDArray array) {
    return array.mul(0.5f);
  }

  static NDArray divided(NDArray array) {
    return array.divi(3);
  }

  static NDArray raised(NDArray array) {
    return NDArrays.pow(array, 2);
  }

  static NDArray clippedBelow(NDArray array) {
    return array.maximum(0);
  }
}
