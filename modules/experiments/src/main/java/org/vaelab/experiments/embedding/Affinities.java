package org.vaelab.experiments.embedding;

import java.util.stream.IntStream;

/**
 * How near points are to each other, as t-SNE sees it.
 *
 * @param joint {@code p(i, j) = (p(j|i) + p(i|j)) / 2N}, symmetric, summing to 1; {@code N x N}
 */
record Affinities(float[][] joint) {
  private static final int STEPS = 200;
  private static final double TOLERANCE = 1e-6;

  /**
   * The joint probabilities of N points: {@code p(j|i)} is proportional to {@code exp(-b(i) |x(i) -
   * x(j)|^2)}, with the precision b(i) at which the row's perplexity, {@code exp(entropy)}, is the
   * one asked for.
   *
   * @param perplexity above 1 and below N - 1
   */
  static Affinities of(float[][] points, double perplexity) {
    int count = points.length;
    float[][] joint = new float[count][];
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> joint[i] = conditional(points, i, perplexity));
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        float both = (joint[i][j] + joint[j][i]) / (2f * count);
        joint[i][j] = both;
        joint[j][i] = both;
      }
    }
    return new Affinities(joint);
  }

  /** {@code p(j|i)} for all j, 0 at i itself. */
  static float[] conditional(float[][] points, int i, double perplexity) {
    double[] distances = squaredDistances(points, i);
    double precision = precision(distances, i, Math.log(perplexity));
    double sum = 0;
    float[] row = new float[distances.length];
    for (int j = 0; j < row.length; j++) {
      double weight = j == i ? 0 : Math.exp(-precision * distances[j]);
      row[j] = (float) weight;
      sum += weight;
    }
    for (int j = 0; j < row.length; j++) {
      row[j] = (float) (row[j] / Math.max(sum, Double.MIN_NORMAL));
    }
    return row;
  }

  /** Less that of the nearest neighbour, which changes no probability and keeps the sum above 1. */
  private static double[] squaredDistances(float[][] points, int i) {
    double[] distances = new double[points.length];
    double nearest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < distances.length; j++) {
      for (int d = 0; d < points[i].length; d++) {
        double difference = points[i][d] - (double) points[j][d];
        distances[j] += difference * difference;
      }
      nearest = j == i ? nearest : Math.min(nearest, distances[j]);
    }
    for (int j = 0; j < distances.length; j++) {
      distances[j] -= nearest;
    }
    return distances;
  }

  /** By bisection: the entropy falls as the precision grows. */
  private static double precision(double[] distances, int i, double wanted) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double precision = 1;
    for (int step = 0; step < STEPS; step++) {
      double excess = entropy(distances, i, precision) - wanted;
      if (Math.abs(excess) < TOLERANCE) {
        break;
      }
      if (excess > 0) {
        low = precision;
        precision = Double.isInfinite(high) ? 2 * precision : (low + high) / 2;
      } else {
        high = precision;
        precision = (low + high) / 2;
      }
    }
    return precision;
  }

  private static double entropy(double[] distances, int i, double precision) {
    double sum = 0;
    double moment = 0;
    for (int j = 0; j < distances.length; j++) {
      if (j != i) {
        double weight = Math.exp(-precision * distances[j]);
        sum += weight;
        moment += distances[j] * weight;
      }
    }
    return Math.log(sum) + precision * moment / sum;
  }
}
