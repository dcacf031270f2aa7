package org.vaelab.data;

import ai.djl.ndarray.NDManager;

/** Images in a random order. */
public interface ShuffledImages extends AutoCloseable {
  /**
   * The images at the places from {@code from} up to {@code to} of the order.
   *
   * @param manager owns the result, on its device
   * @param from the last one's end; the first may be anywhere
   * @param to one past the last place
   * @return a batch
   */
  LabelledImages batch(NDManager manager, int from, int to);

  @Override
  void close();
}
