package org.vaelab.experiments.use;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;

/**
 * Images or codes, a row of numbers for each.
 *
 * @param values N rows; pixels are around [0, 1]
 * @param classes of the rows; empty where there are none
 * @param image the shape of an image; null for codes
 * @param deviations how uncertain the codes are, N rows of as many numbers; empty where that is not
 *     known
 */
public record NumberRows(
    float[][] values, int[] classes, @Nullable ImageShape image, float[][] deviations) {
  /**
   * Numbers as they are.
   *
   * @param values N rows; pixels are around [0, 1]
   * @param classes of the rows; empty where there are none
   * @param image the shape of an image; null for codes
   */
  public NumberRows(float[][] values, int[] classes, @Nullable ImageShape image) {
    this(values, classes, image, new float[0][]);
  }

  /** What the array is called in an NPZ file. */
  String name() {
    return image == null ? "codes" : "images";
  }

  /** What the columns are called in a CSV file. */
  List<String> columns() {
    int width = values.length == 0 ? 0 : values[0].length;
    return IntStream.range(0, width)
        .mapToObj(i -> image == null ? "z" + (i + 1) : "pixel" + i)
        .toList();
  }

  /** The shape of the array in an NPZ file. */
  long[] shape() {
    return image == null
        ? new long[] {values.length, values.length == 0 ? 0 : values[0].length}
        : image.batch(values.length).getShape();
  }
}
