package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/**
 * Images and their labels, whole, on the device.
 *
 * @param images float32 as a model sees them, shape {@code (N, C, H, W)}
 * @param labels one-hot float32, shape {@code (N, K)}
 */
public record LabelledImages(NDArray images, NDArray labels) {
  /**
   * How many images there are.
   *
   * @return N
   */
  public int size() {
    return Math.toIntExact(images.getShape().get(0));
  }

  /**
   * The images at {@code rows}, in that order.
   *
   * @param manager owns the result
   * @param rows indexes, int64, shape {@code (B)}
   * @return copies, on the device
   */
  public LabelledImages select(NDManager manager, NDArray rows) {
    NDIndex index = new NDIndex("{}", rows);
    return new LabelledImages(images.get(manager, index), labels.get(manager, index));
  }

  /**
   * The images from {@code from} up to {@code to}, without copying.
   *
   * @param manager owns the result
   * @param from first row
   * @param to one past the last row
   * @return views
   */
  public LabelledImages range(NDManager manager, int from, int to) {
    NDIndex index = new NDIndex(from + ":" + to);
    return new LabelledImages(images.get(manager, index), labels.get(manager, index));
  }

  /**
   * The class of each image.
   *
   * @return N numbers from 0 to K - 1
   */
  public int[] classes() {
    try (NDArray largest = labels.argMax(1)) {
      long[] classes = largest.toLongArray();
      int[] result = new int[classes.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = (int) classes[i];
      }
      return result;
    }
  }
}
