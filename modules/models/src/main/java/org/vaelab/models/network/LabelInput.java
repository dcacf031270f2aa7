package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/** The second input of a conditional block: one-hot labels {@code (B, K)}. */
final class LabelInput {
  private LabelInput() {}

  /** Joins {@code (B, D)} and {@code (B, K)} to {@code (B, D + K)}. */
  static NDArray join(NDArray features, @Nullable NDArray labels) {
    return labels == null ? features : features.concat(labels, 1);
  }

  /** The labels in a block's input, which has them exactly when the network is conditional. */
  static @Nullable NDArray of(NDList inputs, int classes) {
    int expected = classes > 0 ? 2 : 1;
    if (inputs.size() != expected) {
      throw new IllegalArgumentException(
          classes > 0
              ? "a conditional network needs a second input, the one-hot labels (B, "
                  + classes
                  + ")"
              : "an unconditional network takes one input, but got " + inputs.size());
    }
    return classes > 0 ? inputs.get(1) : null;
  }

  static NDList list(NDArray first, @Nullable NDArray labels) {
    return labels == null ? new NDList(first) : new NDList(first, labels);
  }
}
