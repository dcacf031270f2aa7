package org.vaelab.experiments.embedding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How near points are to each other, as t-SNE sees it: {@code p(i, j) = (p(j|i) + p(i|j)) / 2N},
 * symmetric, summing to 1. Points beyond the nearest three perplexities of both count as 0, as in
 * van der Maaten, Accelerating t-SNE using Tree-Based Algorithms, JMLR 15, 2014, section 4.1.
 */
final class Affinities {
  private static final int STEPS = 200;
  private static final double TOLERANCE = 1e-6;

  private Affinities() {}

  /**
   * The joint probabilities of N points, each with three times as many neighbours as the
   * perplexity: {@code p(j|i)} is proportional to {@code exp(-b(i) |x(i) - x(j)|^2)}, with the
   * precision b(i) at which the row's perplexity, {@code exp(entropy)}, is the one asked for.
   *
   * @param perplexity above 1 and below N - 1
   */
  static Neighbours of(float[][] points, double perplexity) {
    return of(points, perplexity, (int) Math.min(points.length - 1, 3 * perplexity + 1));
  }

  /** The same with so many neighbours of each. */
  static Neighbours of(float[][] points, double perplexity, int neighbours) {
    int[][] nearest = new int[points.length][];
    float[][] weights = new float[points.length][];
    IntStream.range(0, points.length)
        .parallel()
        .forEach(
            i -> {
              double[] distances = squaredDistances(points, i);
              nearest[i] = nearest(distances, i, neighbours);
              double[] chosen = Arrays.stream(nearest[i]).mapToDouble(j -> distances[j]).toArray();
              weights[i] = conditional(chosen, perplexity);
            });
    return Neighbours.joint(nearest, weights);
  }

  private static double[] squaredDistances(float[][] points, int i) {
    double[] distances = new double[points.length];
    float[] here = points[i];
    for (int j = 0; j < distances.length; j++) {
      float[] there = points[j];
      double sum = 0;
      for (int d = 0; d < here.length; d++) {
        double difference = here[d] - (double) there[d];
        sum += difference * difference;
      }
      distances[j] = sum;
    }
    return distances;
  }

  /** The points nearest to i, ascending by number; of equally distant ones the first. */
  private static int[] nearest(double[] distances, int i, int count) {
    int[] order =
        IntStream.range(0, distances.length)
            .filter(j -> j != i)
            .boxed()
            .sorted((a, b) -> Double.compare(distances[a], distances[b]))
            .mapToInt(Integer::intValue)
            .limit(count)
            .toArray();
    Arrays.sort(order);
    return order;
  }

  /** {@code p(j|i)} of neighbours at those squared distances. */
  static float[] conditional(double[] squared, double perplexity) {
    // Less that of the nearest, which changes no probability and keeps the sum above 1.
    double nearest = Arrays.stream(squared).min().orElse(0);
    double[] distances = Arrays.stream(squared).map(each -> each - nearest).toArray();
    double precision = precision(distances, Math.log(perplexity));
    double[] weights = Arrays.stream(distances).map(each -> Math.exp(-precision * each)).toArray();
    double sum = Arrays.stream(weights).sum();
    float[] row = new float[weights.length];
    for (int j = 0; j < row.length; j++) {
      row[j] = (float) (weights[j] / Math.max(sum, Double.MIN_NORMAL));
    }
    return row;
  }

  /** By bisection: the entropy falls as the precision grows. */
  private static double precision(double[] distances, double wanted) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double precision = 1;
    for (int step = 0; step < STEPS; step++) {
      double excess = entropy(distances, precision) - wanted;
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

  private static double entropy(double[] distances, double precision) {
    double sum = 0;
    double moment = 0;
    for (double distance : distances) {
      double weight = Math.exp(-precision * distance);
      sum += weight;
      moment += distance * weight;
    }
    return Math.log(sum) + precision * moment / sum;
  }
}
