package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;

/** Reductions over everything but the batch axis. */
final class PerImage {
  private PerImage() {}

  /** Sums {@code (B, ...)} to {@code (B)}. */
  static NDArray sum(NDArray values) {
    return values.sum(IntStream.range(1, values.getShape().dimension()).toArray());
  }

  /** How many elements an image of a batch {@code (B, ...)} has. */
  static int size(NDArray batch) {
    return Math.toIntExact(batch.getShape().slice(1).size());
  }
}
