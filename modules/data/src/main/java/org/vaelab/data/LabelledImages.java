package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;

/**
 * Images and their labels, on the device.
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

  /** Labels {@code (N, K)} with a 1 at each class. */
  static NDArray oneHot(NDManager manager, int[] classes, int classCount) {
    FloatBuffer oneHot = FloatBuffer.allocate(classes.length * classCount);
    for (int i = 0; i < classes.length; i++) {
      oneHot.put(i * classCount + classes[i], 1f);
    }
    return manager.create(oneHot, new Shape(classes.length, classCount));
  }
}
