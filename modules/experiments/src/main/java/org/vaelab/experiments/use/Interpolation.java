package org.vaelab.experiments.use;

/** Ways from one code or label to another. */
public final class Interpolation {
  /** Below this angle, in radians, the arc is as good as a line. */
  private static final double SMALL = 1e-6;

  private Interpolation() {}

  /**
   * Points on the straight line: {@code (1 - t) a + t b}.
   *
   * @param from a
   * @param to b, as long as a
   * @param steps how many points, both ends among them; at least 2
   * @return a row for each point
   */
  public static float[][] linear(float[] from, float[] to, int steps) {
    float[][] points = new float[steps][from.length];
    for (int s = 0; s < steps; s++) {
      double t = s / (steps - 1.0);
      for (int d = 0; d < from.length; d++) {
        points[s][d] = (float) ((1 - t) * from[d] + t * to[d]);
      }
    }
    return points;
  }

  /**
   * Points on the arc: {@code (sin((1 - t) w) a + sin(t w) b) / sin w} with the angle w between a
   * and b.
   *
   * <p>Source: White, Sampling Generative Networks, 2016, section 2.1.
   *
   * @param from a
   * @param to b, as long as a
   * @param steps how many points, both ends among them; at least 2
   * @return a row for each point; those of {@link #linear} where the angle is 0, half a turn, or
   *     none because a code is 0
   */
  public static float[][] spherical(float[] from, float[] to, int steps) {
    double cosine = dot(from, to) / Math.sqrt(dot(from, from) * dot(to, to));
    double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
    if (!(angle > SMALL && angle < Math.PI - SMALL)) {
      return linear(from, to, steps);
    }
    float[][] points = new float[steps][from.length];
    for (int s = 0; s < steps; s++) {
      double t = s / (steps - 1.0);
      double first = Math.sin((1 - t) * angle) / Math.sin(angle);
      double second = Math.sin(t * angle) / Math.sin(angle);
      for (int d = 0; d < from.length; d++) {
        points[s][d] = (float) (first * from[d] + second * to[d]);
      }
    }
    return points;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (double) a[d] * b[d];
    }
    return sum;
  }
}
