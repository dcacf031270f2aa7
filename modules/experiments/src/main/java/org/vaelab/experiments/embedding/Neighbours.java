package org.vaelab.experiments.embedding;

import java.util.Arrays;

/**
 * For each of N points some others, and a number for each: row i has the entries from {@code
 * starts[i]} up to {@code starts[i + 1]}.
 *
 * @param starts N + 1 places
 * @param points the other point of each entry, ascending within a row
 * @param values the number of each entry
 */
record Neighbours(int[] starts, int[] points, float[] values) {
  /** How many points there are. */
  int count() {
    return starts.length - 1;
  }

  /**
   * {@code (a(i, j) + a(j, i)) / 2N} for all pairs that one of both rows has; {@code nearest} and
   * {@code weights} are the rows of a.
   */
  static Neighbours joint(int[][] nearest, float[][] weights) {
    int count = nearest.length;
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      for (int j : nearest[i]) {
        sizes[i]++;
        sizes[j]++;
      }
    }
    long[][] rows = new long[count][];
    Arrays.setAll(rows, i -> new long[sizes[i]]);
    int[] filled = new int[count];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < nearest[i].length; k++) {
        int j = nearest[i][k];
        long bits = Float.floatToRawIntBits(weights[i][k] / (2f * count)) & 0xffffffffL;
        rows[i][filled[i]++] = (long) j << 32 | bits;
        rows[j][filled[j]++] = (long) i << 32 | bits;
      }
    }
    return merged(rows, Arrays.stream(sizes).sum());
  }

  /** Rows in order, two entries of one pair as their sum. */
  private static Neighbours merged(long[][] rows, int most) {
    int[] starts = new int[rows.length + 1];
    int[] points = new int[most];
    float[] values = new float[most];
    int used = 0;
    for (int i = 0; i < rows.length; i++) {
      Arrays.sort(rows[i]);
      for (long entry : rows[i]) {
        int j = (int) (entry >>> 32);
        boolean again = used > starts[i] && points[used - 1] == j;
        used += again ? 0 : 1;
        points[used - 1] = j;
        values[used - 1] += Float.intBitsToFloat((int) entry);
      }
      starts[i + 1] = used;
    }
    return new Neighbours(starts, Arrays.copyOf(points, used), Arrays.copyOf(values, used));
  }
}
