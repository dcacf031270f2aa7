package org.vaelab.data.picture;

import org.vaelab.input.ImageShape;

/** How a picture of another size becomes one of the size that is asked for. */
public enum Resize {
  /** Shrunk or enlarged until it covers the size, and what stands over cut off on both sides. */
  CROP("crop"),
  /** Shrunk or enlarged until it fits into the size, with black beside it. */
  PAD("pad"),
  /** Height and width each by its own factor. */
  STRETCH("stretch");

  private final String word;

  Resize(String word) {
    this.word = word;
  }

  /**
   * Brings a picture to a size. Each pixel is the mean of those around its place, weighed by a
   * triangle as wide as the factor, at least two pixels: bilinear where it is enlarged.
   *
   * @param picture of any size
   * @param shape with 1 channel (luma) or 3
   * @return values in [0, 1] in the order C, H, W
   */
  public float[] fit(Picture picture, ImageShape shape) {
    double down = (double) picture.height() / shape.height();
    double across = (double) picture.width() / shape.width();
    if (this == PAD) {
      return padded(picture, shape, Math.max(down, across));
    }
    double covering = Math.min(down, across);
    double rowStep = this == CROP ? covering : down;
    double columnStep = this == CROP ? covering : across;
    return Resampling.of(
        picture,
        shape,
        Resampling.axis(shape.height(), rowStep, picture.height()),
        Resampling.axis(shape.width(), columnStep, picture.width()));
  }

  /**
   * The pixels of a picture that has the size already.
   *
   * @param picture as large as {@code shape}
   * @param shape with 1 channel (luma) or 3
   * @return values in [0, 1] in the order C, H, W
   */
  public static float[] unchanged(Picture picture, ImageShape shape) {
    int plane = shape.height() * shape.width();
    float[] values = new float[shape.size()];
    float[] pixel = new float[shape.channels()];
    for (int i = 0; i < plane; i++) {
      picture.read(i % shape.width(), i / shape.width(), pixel);
      for (int c = 0; c < pixel.length; c++) {
        values[c * plane + i] = pixel[c];
      }
    }
    return values;
  }

  private static float[] padded(Picture picture, ImageShape shape, double step) {
    int height = inner(picture.height(), step, shape.height());
    int width = inner(picture.width(), step, shape.width());
    ImageShape small = new ImageShape(shape.channels(), height, width);
    float[] inside = STRETCH.fit(picture, small);
    float[] values = new float[shape.size()];
    int top = (shape.height() - height) / 2;
    int left = (shape.width() - width) / 2;
    for (int row = 0; row < shape.channels() * height; row++) {
      int to = (row / height * shape.height() + top + row % height) * shape.width() + left;
      System.arraycopy(inside, row * width, values, to, width);
    }
    return values;
  }

  private static int inner(int size, double step, int most) {
    return Math.max(1, Math.min(most, (int) Math.round(size / step)));
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
