package org.vaelab.experiments.drawing;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.vaelab.input.ImageShape;

/**
 * How an image becomes a tile of a picture.
 *
 * @param shape of the image
 * @param scale how many pixels of the picture one of the image is wide and high
 * @param colours of grey values; images of three channels have their own colours
 * @param autoscale whether each tile is stretched so that its least value becomes 0 and its
 *     greatest 1; else values are clamped to [0, 1]
 */
public record TileStyle(ImageShape shape, int scale, ColourMap colours, boolean autoscale) {
  /**
   * Grey tiles whose longer side is at most {@code side} pixels, where the image itself is not
   * longer.
   *
   * @param shape of an image
   * @param side in pixels
   * @return a style
   */
  public static TileStyle grey(ImageShape shape, int side) {
    int scale = Math.max(1, side / Math.max(shape.width(), shape.height()));
    return new TileStyle(shape, scale, ColourMap.GREY, false);
  }

  /**
   * The same, each tile stretched to its own range or not.
   *
   * @param stretched whether tiles are
   * @return a changed copy
   */
  public TileStyle autoscaled(boolean stretched) {
    return new TileStyle(shape, scale, colours, stretched);
  }

  /**
   * How many pixels tiles take, each with a gap beside and below.
   *
   * @param columns how many stand beside each other
   * @param rows how many stand below each other
   * @param gap in pixels
   * @return width times height
   */
  public long pixels(long columns, long rows, int gap) {
    return columns * (width() + gap) * rows * (height() + gap);
  }

  int width() {
    return shape.width() * scale;
  }

  int height() {
    return shape.height() * scale;
  }

  /** Paints the image {@code values}, in the order C, H, W, with its top left corner at (x, y). */
  void paint(Graphics2D graphics, float[] values, int x, int y) {
    float[] shown = autoscale ? stretched(values) : values;
    BufferedImage tile =
        new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
    int plane = shape.width() * shape.height();
    for (int i = 0; i < plane; i++) {
      int colour =
          shape.channels() == 3
              ? level(shown[i]) << 16 | level(shown[plane + i]) << 8 | level(shown[2 * plane + i])
              : colours.rgb(shown[i]);
      tile.setRGB(i % shape.width(), i / shape.width(), colour);
    }
    graphics.drawImage(tile, x, y, width(), height(), null);
  }

  private static float[] stretched(float[] values) {
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    float[] stretched = new float[values.length];
    for (int i = 0; i < values.length && greatest > least; i++) {
      stretched[i] = (values[i] - least) / (greatest - least);
    }
    return stretched;
  }

  private static int level(float value) {
    return Math.round(255 * Math.min(1, Math.max(0, value)));
  }
}
