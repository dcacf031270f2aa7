package org.vaelab.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Constants that may be recorded for the backward pass.
 *
 * <p>{@code array.mul(0.5f)} and its kind wrap the number in a Java buffer and release it at once;
 * autograd keeps the tensor, the buffer is garbage-collected, and the backward pass reads freed
 * memory: gradients go wrong without a word, differently each run. A constant made here is owned by
 * the native side, which keeps it alive for as long as the graph needs it. The build forbids the
 * {@code Number} forms (see {@code ArchitectureTest}).
 */
public final class Scalars {
  private Scalars() {}

  /**
   * A constant with the type, device and manager of {@code array}.
   *
   * @param array what the constant will be combined with
   * @param value its value, in that type's precision
   * @return a scalar, shape ()
   */
  public static NDArray like(NDArray array, double value) {
    DataType type = array.getDataType();
    if (type == DataType.FLOAT64) {
      // DJL rounds the value of full to float, but not a number that is added.
      return array.getManager().zeros(new Shape(), type).add(value);
    }
    return array.getManager().full(new Shape(), (float) value, type);
  }
}
