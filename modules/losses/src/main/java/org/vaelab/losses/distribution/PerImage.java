package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;

/** Reductions over everything but the batch axis. */
public final class PerImage {
  private PerImage() {}

  /**
   * Sums.
   *
   * @param values shape {@code (B, ...)}
   * @return shape {@code (B)}
   */
  public static NDArray sum(NDArray values) {
    return values.sum(IntStream.range(1, values.getShape().dimension()).toArray());
  }

  /**
   * How many elements an image has.
   *
   * @param batch shape {@code (B, ...)}
   * @return at least 1
   */
  public static int size(NDArray batch) {
    return Math.toIntExact(batch.getShape().slice(1).size());
  }
}
