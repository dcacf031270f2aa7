package org.vaelab.experiments.embedding;

import java.util.Arrays;

/**
 * Points of the plane in squares, each divided into four until it holds one point: what is far away
 * can be taken together.
 *
 * <p>The squares lie in the order of a walk that visits each before those within it, so that one
 * who needs no closer look goes on behind them. Source: Barnes and Hut, A hierarchical O(N log N)
 * force-calculation algorithm, Nature 324, 1986.
 */
final class SquareTree {
  /** Halvings of the whole square; points that are still together then stay so. */
  private static final int LEVELS = 20;

  private final double nearness;
  private final int[] order;
  private final double[] plane;
  private final long[] codes;
  private final double[] x;
  private final double[] y;
  private final int[] points;
  private final double[] reach;
  private final int[] behind;
  private int squares;

  /**
   * A tree of no points yet.
   *
   * @param count N
   * @param nearness the largest width of a square, in its distances, that is seen as one point; 0
   *     for exact sums
   */
  SquareTree(int count, double nearness) {
    this.nearness = nearness;
    int most = (LEVELS + 1) * count + 1;
    order = new int[count];
    plane = new double[2 * count];
    codes = new long[count];
    x = new double[most];
    y = new double[most];
    points = new int[most];
    reach = new double[most];
    behind = new int[most];
  }

  /** Sorts the points into squares, in place of those before. */
  void build(double[] xs, double[] ys) {
    double left = Arrays.stream(xs).min().orElse(0);
    double low = Arrays.stream(ys).min().orElse(0);
    double width =
        Math.max(Arrays.stream(xs).max().orElse(0) - left, Arrays.stream(ys).max().orElse(0) - low);
    double scale = ((1 << LEVELS) - 1) / Math.max(width, Double.MIN_NORMAL);
    int bits = 64 - Long.numberOfLeadingZeros(codes.length);
    if (2 * LEVELS + bits > 63) {
      throw new IllegalArgumentException("too many points: " + codes.length);
    }
    for (int i = 0; i < codes.length; i++) {
      long code =
          spread((long) ((xs[i] - left) * scale)) << 1 | spread((long) ((ys[i] - low) * scale));
      codes[i] = code << bits | i;
    }
    Arrays.sort(codes);
    for (int k = 0; k < codes.length; k++) {
      int i = (int) (codes[k] & (1L << bits) - 1);
      order[k] = i;
      plane[2 * k] = xs[i];
      plane[2 * k + 1] = ys[i];
      codes[k] >>>= bits;
    }
    squares = 0;
    add(0, codes.length, LEVELS, width * width);
  }

  /** The point that is the k-th of the walk; those after each other are near each other. */
  int point(int k) {
    return order[k];
  }

  /** Every second bit, from the last on. */
  private static long spread(long value) {
    long bits = value;
    bits = (bits | bits << 16) & 0x0000ffff0000ffffL;
    bits = (bits | bits << 8) & 0x00ff00ff00ff00ffL;
    bits = (bits | bits << 4) & 0x0f0f0f0f0f0f0f0fL;
    bits = (bits | bits << 2) & 0x3333333333333333L;
    return (bits | bits << 1) & 0x5555555555555555L;
  }

  /** Adds the square of the sorted points {@code from} to {@code to} and those within it. */
  private void add(int from, int to, int level, double area) {
    int square = squares++;
    if (to - from == 1 || level == 0) {
      double sumX = 0;
      double sumY = 0;
      for (int k = from; k < to; k++) {
        sumX += plane[2 * k];
        sumY += plane[2 * k + 1];
      }
      x[square] = sumX / (to - from);
      y[square] = sumY / (to - from);
      reach[square] = 0;
    } else {
      int start = from;
      double sumX = 0;
      double sumY = 0;
      while (start < to) {
        int end = end(start, to, level);
        int part = squares;
        add(start, end, level - 1, area / 4);
        sumX += (end - start) * x[part];
        sumY += (end - start) * y[part];
        start = end;
      }
      x[square] = sumX / (to - from);
      y[square] = sumY / (to - from);
      reach[square] = nearness == 0 ? Double.POSITIVE_INFINITY : area / (nearness * nearness);
    }
    points[square] = to - from;
    behind[square] = squares;
  }

  /** The first of the sorted points that is in another quarter than that at {@code from}. */
  private int end(int from, int to, int level) {
    int shift = 2 * (level - 1);
    long quarter = codes[from] >>> shift;
    int end = from + 1;
    while (end < to && codes[end] >>> shift == quarter) {
      end++;
    }
    return end;
  }

  /**
   * {@code sum_j w(j)} and {@code sum_j w(j)^2 (y - y(j))} over all points, with {@code w(j) = 1 /
   * (1 + |y - y(j)|^2)}.
   *
   * @param result takes the sum of the weights, then both coordinates
   */
  void push(double atX, double atY, double[] result) {
    double sum = 0;
    double pushedX = 0;
    double pushedY = 0;
    int square = 0;
    while (square < squares) {
      double dx = atX - x[square];
      double dy = atY - y[square];
      double squared = dx * dx + dy * dy;
      if (reach[square] <= squared) {
        double weight = 1 / (1 + squared);
        double all = points[square] * weight;
        sum += all;
        pushedX += all * weight * dx;
        pushedY += all * weight * dy;
        square = behind[square];
      } else {
        square++;
      }
    }
    result[0] = sum;
    result[1] = pushedX;
    result[2] = pushedY;
  }
}
