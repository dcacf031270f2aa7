package org.vaelab.experiments.figures;

import java.awt.image.BufferedImage;
import java.util.List;
import org.vaelab.input.ImageShape;

/** Images beside and below each other, nothing else. */
public final class ImageSheet {
  private ImageSheet() {}

  /**
   * Draws images.
   *
   * @param images values around [0, 1] in the order C, H, W
   * @param columns how many stand beside each other
   * @param shape of an image
   * @return each image enlarged to about 112 pixels
   */
  public static BufferedImage draw(float[][] images, int columns, ImageShape shape) {
    List<float[][]> rows = ImageGrid.rows(images, columns);
    return ImageGrid.draw(rows, List.of(), shape);
  }
}
