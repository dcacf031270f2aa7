package org.vaelab.inference;

import java.awt.image.BufferedImage;
import org.vaelab.input.ImageShape;

/** Pixels as a picture of Java's. */
final class PixelPicture {
  private PixelPicture() {}

  static BufferedImage of(float[] image, ImageShape shape) {
    if (image.length != shape.size() || (shape.channels() != 1 && shape.channels() != 3)) {
      throw new IllegalArgumentException(
          "a picture is made of 1 or 3 channels; " + image.length + " pixels of " + shape);
    }
    boolean grey = shape.channels() == 1;
    BufferedImage picture =
        new BufferedImage(
            shape.width(),
            shape.height(),
            grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    int plane = shape.height() * shape.width();
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int pixel = 0; pixel < plane; pixel++) {
        int band = Math.round(255 * Math.max(0, Math.min(1, image[channel * plane + pixel])));
        picture.getRaster().setSample(pixel % shape.width(), pixel / shape.width(), channel, band);
      }
    }
    return picture;
  }
}
