package org.vaelab.experiments.embedding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The gradient of t-SNE's divergence KL(P || Q) with respect to the plane points y, where {@code
 * q(i, j) = w(i, j) / Z}, {@code w(i, j) = 1 / (1 + |y(i) - y(j)|^2)} and Z is the sum of all w:
 * {@code 4 sum_j (p(i, j) - q(i, j)) w(i, j) (y(i) - y(j))} (van der Maaten and Hinton, 2008,
 * equation 5).
 */
final class Forces {
  /** A fixed number, so that the sums are the same on any number of cores. */
  private static final int PARTS = 8;

  private final float[][] joint;
  private final Part[] parts;
  private final double[][] gradient;

  Forces(Affinities affinities) {
    joint = affinities.joint();
    gradient = new double[2][joint.length];
    parts = new Part[PARTS];
    for (int k = 0; k < PARTS; k++) {
      parts[k] = new Part(k);
    }
  }

  /**
   * The gradient at a plane of points.
   *
   * @param plane x and y coordinates, {@code 2 x N}
   * @param exaggeration what P is multiplied by
   * @return {@code 2 x N}, overwritten by the next call
   */
  double[][] gradient(double[][] plane, double exaggeration) {
    IntStream.range(0, PARTS).parallel().forEach(k -> parts[k].add(plane));
    double total = 0;
    for (Part part : parts) {
      total += 2 * part.weights;
    }
    for (int axis = 0; axis < 2; axis++) {
      for (int i = 0; i < joint.length; i++) {
        double attraction = 0;
        double repulsion = 0;
        for (Part part : parts) {
          attraction += part.attraction[axis][i];
          repulsion += part.repulsion[axis][i];
        }
        gradient[axis][i] =
            4 * (exaggeration * attraction - repulsion / Math.max(total, Double.MIN_NORMAL));
      }
    }
    return gradient;
  }

  /** The sums over the pairs whose first point is k, k + PARTS, ... and whose second is later. */
  private final class Part {
    private final int first;
    private final double[][] attraction = new double[2][joint.length];
    private final double[][] repulsion = new double[2][joint.length];
    private double weights;

    Part(int first) {
      this.first = first;
    }

    void add(double[][] plane) {
      for (int axis = 0; axis < 2; axis++) {
        Arrays.fill(attraction[axis], 0);
        Arrays.fill(repulsion[axis], 0);
      }
      weights = 0;
      for (int i = first; i < joint.length; i += PARTS) {
        addPairs(i, plane[0], plane[1]);
      }
    }

    private void addPairs(int i, double[] x, double[] y) {
      float[] near = joint[i];
      double[] attractionX = attraction[0];
      double[] attractionY = attraction[1];
      double[] repulsionX = repulsion[0];
      double[] repulsionY = repulsion[1];
      double sum = 0;
      double pulledX = 0;
      double pulledY = 0;
      double pushedX = 0;
      double pushedY = 0;
      for (int j = i + 1; j < near.length; j++) {
        double dx = x[i] - x[j];
        double dy = y[i] - y[j];
        double weight = 1 / (1 + dx * dx + dy * dy);
        double pull = near[j] * weight;
        double push = weight * weight;
        sum += weight;
        pulledX += pull * dx;
        pulledY += pull * dy;
        pushedX += push * dx;
        pushedY += push * dy;
        attractionX[j] -= pull * dx;
        attractionY[j] -= pull * dy;
        repulsionX[j] -= push * dx;
        repulsionY[j] -= push * dy;
      }
      weights += sum;
      attractionX[i] += pulledX;
      attractionY[i] += pulledY;
      repulsionX[i] += pushedX;
      repulsionY[i] += pushedY;
    }
  }
}
