package org.vaelab.experiments.play;

import org.vaelab.experiments.use.NumberRows;
import org.vaelab.input.ImageShape;

/**
 * Images as the page has them: one byte per value, image after image, row by row, the channels of a
 * pixel beside each other. Rounded as in the pictures that the commands write.
 */
final class Pixels {
  private static final int WHITE = 255;

  private Pixels() {}

  static byte[] of(NumberRows images, ImageShape shape) {
    byte[] bytes = new byte[images.values().length * shape.size()];
    for (int i = 0; i < images.values().length; i++) {
      write(images.values()[i], shape, bytes, i * shape.size());
    }
    return bytes;
  }

  private static void write(float[] image, ImageShape shape, byte[] bytes, int from) {
    int plane = shape.height() * shape.width();
    for (int i = 0; i < image.length; i++) {
      int place = from + i % plane * shape.channels() + i / plane;
      bytes[place] = (byte) Math.round(WHITE * Math.max(0, Math.min(1, image[i])));
    }
  }

  /** One image in [0, 1] in the order C, H, W. */
  static float[] image(byte[] bytes, ImageShape shape) {
    if (bytes.length != shape.size()) {
      throw Refusal.wrong(
          "An image must be " + shape.size() + " bytes (" + shape + "), was " + bytes.length + ".");
    }
    int plane = shape.height() * shape.width();
    float[] image = new float[bytes.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = (bytes[i % plane * shape.channels() + i / plane] & WHITE) / (float) WHITE;
    }
    return image;
  }
}
