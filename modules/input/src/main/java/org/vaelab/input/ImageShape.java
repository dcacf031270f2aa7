package org.vaelab.input;

import ai.djl.ndarray.types.Shape;

/**
 * The shape of one image, as DJL and PyTorch order it.
 *
 * @param channels C
 * @param height H, in pixels
 * @param width W, in pixels
 */
public record ImageShape(int channels, int height, int width) {
  /**
   * How many numbers an image has.
   *
   * @return C * H * W
   */
  public int size() {
    return channels * height * width;
  }

  /**
   * The shape of a batch.
   *
   * @param images B
   * @return {@code (B, C, H, W)}
   */
  public Shape batch(long images) {
    return new Shape(images, channels, height, width);
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
