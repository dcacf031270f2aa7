package org.vaelab.data.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A decoded picture, upright, its pixels as numbers in [0, 1]. What is transparent shows white
 * behind it.
 */
public final class Picture {
  private static final int OPAQUE = 255;

  private final BufferedImage image;
  private final Orientation orientation;
  private final boolean samples;
  private final double most;

  Picture(BufferedImage image, Orientation orientation) {
    this.image = image;
    this.orientation = orientation;
    ColorModel colours = image.getColorModel();
    // Java takes grey samples for linear light and would brighten them.
    this.samples =
        !(colours instanceof IndexColorModel)
            && colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    this.most = Math.scalb(1.0, colours.getComponentSize(0)) - 1;
  }

  /**
   * How wide it is.
   *
   * @return in pixels
   */
  public int width() {
    return orientation.isTurned() ? image.getHeight() : image.getWidth();
  }

  /**
   * How high it is.
   *
   * @return in pixels
   */
  public int height() {
    return orientation.isTurned() ? image.getWidth() : image.getHeight();
  }

  /**
   * Whether its file has grey values alone, or a palette of them.
   *
   * @return false for a file that could have colours, whether or not it does
   */
  public boolean isGrey() {
    return samples
        || (image.getColorModel() instanceof IndexColorModel palette
            && IntStream.range(0, palette.getMapSize())
                .map(palette::getRGB)
                .allMatch(Picture::grey));
  }

  private static boolean grey(int colour) {
    return (colour >> 16 & 255) == (colour >> 8 & 255) && (colour & 255) == (colour >> 8 & 255);
  }

  /**
   * The values of a pixel.
   *
   * @param x column
   * @param y row
   * @param values takes red, green and blue where it has three places, else the luma of ITU-R
   *     BT.601, {@code 0.299 R + 0.587 G + 0.114 B}
   */
  void read(int x, int y, float[] values) {
    int column = orientation.column(x, y, image.getWidth());
    int row = orientation.row(x, y, image.getHeight());
    if (samples) {
      float level = (float) (image.getRaster().getSample(column, row, 0) / most);
      boolean alpha = image.getRaster().getNumBands() > 1;
      float opacity = alpha ? (float) (image.getRaster().getSample(column, row, 1) / most) : 1;
      Arrays.fill(values, onWhite(level, opacity));
      return;
    }
    int colour = image.getRGB(column, row);
    float opacity = (colour >>> 24) / (float) OPAQUE;
    float red = onWhite((colour >> 16 & 255) / 255f, opacity);
    float green = onWhite((colour >> 8 & 255) / 255f, opacity);
    float blue = onWhite((colour & 255) / 255f, opacity);
    if (values.length == 3) {
      values[0] = red;
      values[1] = green;
      values[2] = blue;
    } else {
      values[0] = grey(colour) ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
    }
  }

  private static float onWhite(float level, float opacity) {
    return opacity == 1 ? level : level * opacity + (1 - opacity);
  }
}
