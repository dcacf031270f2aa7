package org.vaelab.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.vaelab.models.parameter.FixedWeights;

/**
 * Rows of plain arrays, which go through a network in parts, so that any number of them takes
 * little memory.
 *
 * @param manager the weights'
 * @param count how many rows
 * @param labels of the rows, K numbers each; empty for none
 * @param batch the most rows in a part
 */
record Rows(NDManager manager, int count, float[][] labels, int batch) {
  /** The label of each row that has no label. */
  static final float[][] UNLABELLED = {};

  /** What a network makes of some rows. */
  @FunctionalInterface
  interface Function {
    /** An array of as many rows. */
    NDArray apply(Part part);
  }

  /**
   * Rows that go through a network together.
   *
   * @param scratch owns what is made of them
   * @param weights gives the network its weights
   * @param labels one-hot, shape {@code (B, K)}; null for none
   * @param from the first row
   * @param to one past the last
   */
  record Part(
      NDManager scratch, ParameterStore weights, @Nullable NDArray labels, int from, int to) {
    int size() {
      return to - from;
    }
  }

  /** The rows of what {@code function} makes of all parts, one after the other. */
  float[][] map(Function function) {
    float[][] results = new float[count][];
    for (int from = 0; from < count; from += batch) {
      int to = Math.min(from + batch, count);
      try (NDManager scratch = manager.newSubManager()) {
        ParameterStore weights = new FixedWeights(scratch);
        NDArray result =
            function.apply(new Part(scratch, weights, labels(scratch, from, to), from, to));
        System.arraycopy(of(result), 0, results, from, to - from);
      }
    }
    return results;
  }

  /** {@code (N, ...)} as N rows. */
  static float[][] of(NDArray array) {
    int count = Math.toIntExact(array.getShape().get(0));
    float[] values = array.toFloatArray();
    int width = values.length / count;
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
    return rows;
  }

  /** Some numbers of each row. */
  static float[][] columns(float[][] rows, int from, int to) {
    return Arrays.stream(rows)
        .map(row -> Arrays.copyOfRange(row, from, to))
        .toArray(float[][]::new);
  }

  private @Nullable NDArray labels(NDManager scratch, int from, int to) {
    return labels.length == 0 ? null : scratch.create(Arrays.copyOfRange(labels, from, to));
  }
}
