package org.vaelab.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/** The second input of a conditional block: one-hot labels {@code (B, K)}. */
public final class LabelInput {
  private LabelInput() {}

  /** {@code (B, D)} and {@code (B, K)} become {@code (B, D + K)}. */
  static NDArray join(NDArray features, @Nullable NDArray labels) {
    return labels == null ? features : features.concat(labels, 1);
  }

  /**
   * The labels in a block's input, which has them exactly when the network is conditional.
   *
   * @param inputs of the block
   * @param classes K; 0 for a network that sees no labels
   * @return shape {@code (B, K)}; null where there are none
   */
  public static @Nullable NDArray of(NDList inputs, int classes) {
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

  /**
   * A block's input.
   *
   * @param first images or codes
   * @param labels shape {@code (B, K)}; null for none
   * @return one array or two
   */
  public static NDList list(NDArray first, @Nullable NDArray labels) {
    return labels == null ? new NDList(first) : new NDList(first, labels);
  }
}
