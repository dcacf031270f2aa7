package org.vaelab.data.digits;

import java.util.SplittableRandom;

/**
 * Draws one digit into 28x28 pixels, with a hand of its own: slant, turn, size, place, wobble,
 * thickness and pressure.
 *
 * <p>Only operations whose results Java fixes to the bit are used, so that the same seed gives the
 * same image on every machine.
 */
final class DigitPen {
  static final int SIDE = 28;

  /** How many straight pieces a stroke has between two of its points. */
  private static final int PIECES = 7;

  private final SplittableRandom random;
  private final double slant;
  private final double turnCosine;
  private final double turnSine;
  private final double width;
  private final double height;
  private final double centreX;
  private final double centreY;
  private final double radius;
  private final double wobble;

  DigitPen(long seed, double formWidth) {
    random = new SplittableRandom(seed);
    double turn = 0.09 * bell();
    slant = 0.16 + 0.2 * bell();
    turnCosine = StrictMath.cos(turn);
    turnSine = StrictMath.sin(turn);
    height = 18.2 + 1.3 * bell();
    width = height * formWidth * (1 + 0.13 * bell());
    centreX = SIDE / 2.0 + 0.8 * bell();
    centreY = SIDE / 2.0 + 0.8 * bell();
    radius = Math.max(0.85, 1.3 + 0.28 * bell());
    wobble = 0.028;
  }

  /** Draws {@code form} into {@code pixels}, which hold 28x28 values from {@code offset}. */
  void draw(DigitStrokes.Form form, byte[] pixels, int offset) {
    float[] ink = new float[SIDE * SIDE];
    double[][][] strokes = new double[form.strokes().length][][];
    for (int s = 0; s < strokes.length; s++) {
      strokes[s] = placed(form.strokes()[s]);
    }
    for (double[][] stroke : strokes) {
      drawStroke(stroke, ink);
    }
    for (int i = 0; i < ink.length; i++) {
      pixels[offset + i] = (byte) Math.round(255 * ink[i]);
    }
  }

  /** The points of a stroke on the pixel grid, each a little off its place. */
  private double[][] placed(double[][] stroke) {
    double[][] points = new double[stroke.length][];
    for (int i = 0; i < stroke.length; i++) {
      double x = (stroke[i][0] - 0.5 + wobble * bell()) * width;
      double y = (stroke[i][1] - 0.5 + wobble * bell()) * height;
      x -= slant * y;
      points[i] =
          new double[] {
            centreX + turnCosine * x - turnSine * y, centreY + turnSine * x + turnCosine * y
          };
    }
    return points;
  }

  /** A smooth curve through the points (Catmull-Rom), its pressure changing along the way. */
  private void drawStroke(double[][] points, float[] ink) {
    double start = 1 + 0.1 * bell();
    double end = 1 + 0.14 * bell();
    int last = points.length - 1;
    double x = points[0][0];
    double y = points[0][1];
    for (int i = 0; i < last; i++) {
      double[] before = points[Math.max(i - 1, 0)];
      double[] from = points[i];
      double[] to = points[i + 1];
      double[] after = points[Math.min(i + 2, last)];
      for (int piece = 1; piece <= PIECES; piece++) {
        double t = piece / (double) PIECES;
        double nextX = curve(before[0], from[0], to[0], after[0], t);
        double nextY = curve(before[1], from[1], to[1], after[1], t);
        double pressure = start + (end - start) * (i + t) / last;
        drawPiece(x, y, nextX, nextY, radius * pressure, ink);
        x = nextX;
        y = nextY;
      }
    }
  }

  private static double curve(double before, double from, double to, double after, double t) {
    double a = -before + 3 * from - 3 * to + after;
    double b = 2 * before - 5 * from + 4 * to - after;
    return 0.5 * (2 * from + t * ((to - before) + t * (b + t * a)));
  }

  /** A straight piece with round ends; a pixel's ink is how far it lies inside the edge. */
  private static void drawPiece(
      double x0, double y0, double x1, double y1, double radius, float[] ink) {
    double reach = radius + 0.5;
    int left = (int) Math.max(0, Math.floor(Math.min(x0, x1) - reach));
    int right = (int) Math.min(SIDE - 1, Math.ceil(Math.max(x0, x1) + reach));
    int top = (int) Math.max(0, Math.floor(Math.min(y0, y1) - reach));
    int bottom = (int) Math.min(SIDE - 1, Math.ceil(Math.max(y0, y1) + reach));
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = Math.max(dx * dx + dy * dy, 1e-12);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double along = ((x + 0.5 - x0) * dx + (y + 0.5 - y0) * dy) / length;
        double t = Math.min(1, Math.max(0, along));
        double distanceX = x + 0.5 - x0 - t * dx;
        double distanceY = y + 0.5 - y0 - t * dy;
        double distance = Math.sqrt(distanceX * distanceX + distanceY * distanceY);
        float covered = (float) Math.min(1, Math.max(0, reach - distance));
        int pixel = y * SIDE + x;
        ink[pixel] = Math.max(ink[pixel], covered);
      }
    }
  }

  /** Bell-shaped around 0 with standard deviation 1, never beyond 3: a sum of four uniforms. */
  private double bell() {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += random.nextDouble();
    }
    return (sum - 2) * 1.7320508075688772;
  }
}
