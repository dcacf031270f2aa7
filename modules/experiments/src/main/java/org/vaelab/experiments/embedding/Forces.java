package org.vaelab.experiments.embedding;

import java.util.stream.IntStream;

/**
 * The gradient of t-SNE's divergence KL(P || Q) with respect to the plane points y, where {@code
 * q(i, j) = w(i, j) / Z}, {@code w(i, j) = 1 / (1 + |y(i) - y(j)|^2)} and Z is the sum of all w:
 * {@code 4 sum_j (p(i, j) - q(i, j)) w(i, j) (y(i) - y(j))} (van der Maaten and Hinton, 2008,
 * equation 5). Points pull their neighbours, and are pushed by squares of points.
 */
final class Forces {
  /** A fixed number, so that the work is divided alike on any number of cores. */
  private static final int PARTS = 16;

  private final Neighbours joint;
  private final SquareTree tree;
  private final double[] weights;
  private final double[][] pull;
  private final double[][] push;
  private final double[][] gradient;

  /**
   * Forces between points with these joint probabilities.
   *
   * @param nearness of {@link SquareTree}; 0.5 is the usual one
   */
  Forces(Neighbours joint, double nearness) {
    this.joint = joint;
    int count = joint.count();
    tree = new SquareTree(count, nearness);
    weights = new double[count];
    pull = new double[2][count];
    push = new double[2][count];
    gradient = new double[2][count];
  }

  /**
   * The gradient at a plane of points.
   *
   * @param plane x and y coordinates, {@code 2 x N}
   * @param exaggeration what P is multiplied by
   * @return {@code 2 x N}, overwritten by the next call
   */
  double[][] gradient(double[][] plane, double exaggeration) {
    int count = joint.count();
    tree.build(plane[0], plane[1]);
    IntStream.range(0, PARTS)
        .parallel()
        .forEach(
            part -> {
              double[] pushed = new double[3];
              int end = (int) ((part + 1L) * count / PARTS);
              // Neighbours one after the other walk the same way through the tree.
              for (int k = (int) ((long) part * count / PARTS); k < end; k++) {
                add(tree.point(k), plane[0], plane[1], pushed);
              }
            });
    double total = 0;
    for (double each : weights) {
      total += each;
    }
    for (int axis = 0; axis < 2; axis++) {
      for (int i = 0; i < count; i++) {
        gradient[axis][i] =
            4 * (exaggeration * pull[axis][i] - push[axis][i] / Math.max(total, Double.MIN_NORMAL));
      }
    }
    return gradient;
  }

  private void add(int i, double[] x, double[] y, double[] pushed) {
    tree.push(x[i], y[i], pushed);
    weights[i] = pushed[0] - 1; // the point itself does not push
    push[0][i] = pushed[1];
    push[1][i] = pushed[2];
    double pulledX = 0;
    double pulledY = 0;
    int end = joint.starts()[i + 1];
    int[] points = joint.points();
    float[] values = joint.values();
    for (int k = joint.starts()[i]; k < end; k++) {
      double dx = x[i] - x[points[k]];
      double dy = y[i] - y[points[k]];
      double pulled = values[k] / (1 + dx * dx + dy * dy);
      pulledX += pulled * dx;
      pulledY += pulled * dy;
    }
    pull[0][i] = pulledX;
    pull[1][i] = pulledY;
  }
}
