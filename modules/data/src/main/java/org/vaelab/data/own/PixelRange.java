package org.vaelab.data.own;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.input.Settings;

/**
 * What is black and what is white in a file of numbers.
 *
 * @param minimum black
 * @param maximum white
 */
record PixelRange(double minimum, double maximum) {
  /** Whole numbers up to here could be anything; beyond, they are bytes. */
  private static final double HALF = 127;

  /** The numbers of images. */
  @FunctionalInterface
  interface Values {
    /** The number of a pixel, in the order C, H, W. */
    double at(int image, int pixel);
  }

  /** Checks what a spec says of the range. */
  static void check(Settings settings, @Nullable Double minimum, @Nullable Double maximum) {
    settings.require(
        (minimum == null) == (maximum == null),
        minimum == null ? "minimum" : "maximum",
        "is missing: minimum and maximum belong together");
    if (minimum != null && maximum != null) {
      settings.require(
          Double.isFinite(minimum) && Double.isFinite(maximum) && minimum < maximum,
          "maximum",
          "must be > minimum (" + minimum + "), was " + maximum);
    }
  }

  /** The range that the numbers of {@code count} images must have; {@code bytes} if uint8. */
  static PixelRange find(String source, ImageShape shape, int count, boolean bytes, Values values) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < shape.size(); p++) {
        double value = finite(source, i, p, values.at(i, p));
        if (bytes && value > 1) {
          return new PixelRange(0, 255); // No other byte can change that.
        }
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        whole &= value == Math.rint(value);
      }
    }
    if (least >= 0 && greatest <= 1) {
      return new PixelRange(0, 1);
    }
    if (least >= 0 && greatest <= 255 && whole && greatest > HALF) {
      return new PixelRange(0, 255);
    }
    throw new InputException(
        String.format(
            Locale.ROOT,
            "%s has pixels from %s to %s, which says neither [0, 1] nor bytes of 0 to 255; give"
                + " minimum and maximum, such as \"minimum\": %s, \"maximum\": %s.",
            source,
            shown(least),
            shown(greatest),
            shown(Math.min(0, least)),
            shown(greatest)));
  }

  /** The images of {@code rows} as bytes. */
  ByteBuffer bytes(String source, ImageShape shape, int[] rows, Values values) {
    ByteBuffer bytes = Pixels.allocate(source, shape, rows.length);
    double scale = 255 / (maximum - minimum);
    for (int row : rows) {
      for (int p = 0; p < shape.size(); p++) {
        double value = finite(source, row, p, values.at(row, p));
        if (value < minimum || value > maximum) {
          throw new InputException(
              String.format(
                  Locale.ROOT,
                  "%s has the pixel %s in image %d (from 0), but its range is %s to %s.",
                  source,
                  shown(value),
                  row,
                  shown(minimum),
                  shown(maximum)));
        }
        bytes.put((byte) Math.round((value - minimum) * scale));
      }
    }
    return bytes.flip();
  }

  private static double finite(String source, int row, int pixel, double value) {
    if (!Double.isFinite(value)) {
      throw new InputException(
          source
              + " has the pixel "
              + value
              + " in image "
              + row
              + " (from 0), place "
              + pixel
              + "; pixels are finite numbers.");
    }
    return value;
  }

  private static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : Float.toString((float) value);
  }
}
