package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Draws from the engine's random stream, always made as float32 so that a type changes no draw. */
public final class Noise {
  private Noise() {}

  /**
   * Draws of N(0, 1).
   *
   * @param array of any shape
   * @return its shape, type and manager
   */
  public static NDArray normal(NDArray array) {
    return array
        .getManager()
        .randomNormal(0f, 1f, array.getShape(), DataType.FLOAT32)
        .toType(array.getDataType(), false);
  }

  /**
   * Draws of U[0, 1).
   *
   * @param array of any shape
   * @return its shape, type and manager
   */
  public static NDArray uniform(NDArray array) {
    return array
        .getManager()
        .randomUniform(0f, 1f, array.getShape(), DataType.FLOAT32)
        .toType(array.getDataType(), false);
  }
}
