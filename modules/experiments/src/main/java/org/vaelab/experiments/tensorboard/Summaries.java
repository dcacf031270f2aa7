package org.vaelab.experiments.tensorboard;

import java.util.Arrays;

/** The kinds of values that an event can hold, as messages of {@code summary.proto}. */
final class Summaries {
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int IMAGE = 4;
  private static final int HISTOGRAM = 5;

  private static final int BUCKETS = 30;

  private Summaries() {}

  static Message scalar(String tag, double value) {
    return new Message().text(TAG, tag).single(SIMPLE_VALUE, (float) value);
  }

  /** An encoded picture, PNG or GIF. */
  static Message image(String tag, int width, int height, byte[] encoded) {
    Message image = new Message().integer(1, height).integer(2, width).integer(3, 3);
    return new Message().text(TAG, tag).message(IMAGE, image.content(4, encoded));
  }

  /** How {@code values} spread, in buckets of equal width from the smallest to the largest. */
  static Message histogram(String tag, double[] values) {
    double smallest = Arrays.stream(values).min().orElse(0);
    double largest = Arrays.stream(values).max().orElse(0);
    double width = largest > smallest ? (largest - smallest) / BUCKETS : 1;
    double[] limits = new double[BUCKETS];
    double[] counts = new double[BUCKETS];
    Arrays.setAll(limits, i -> smallest + (i + 1) * width);
    limits[BUCKETS - 1] = Math.max(limits[BUCKETS - 1], largest);
    for (double value : values) {
      counts[Math.min(BUCKETS - 1, (int) ((value - smallest) / width))]++;
    }
    Message histogram =
        new Message()
            .number(1, smallest)
            .number(2, largest)
            .number(3, values.length)
            .number(4, Arrays.stream(values).sum())
            .number(5, Arrays.stream(values).map(value -> value * value).sum())
            .numbers(6, limits)
            .numbers(7, counts);
    return new Message().text(TAG, tag).message(HISTOGRAM, histogram);
  }
}
