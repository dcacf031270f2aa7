package org.vaelab.experiments.reproduction;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.spec.FigureSource;

/** Numbers that say in one figure what a picture shows. */
final class Statistics {
  private Statistics() {}

  /**
   * The standard deviation of each pixel over {@code draws} new images of a class, a mean over
   * pixels and classes, in units of the full scale.
   */
  static double withinClassDeviation(FigureSource source, int draws) {
    int classes = source.data().classNames().size();
    int[] wanted = new int[classes * draws];
    Arrays.setAll(wanted, i -> i / draws);
    float[][] images = source.model().sample(wanted, source.seeds().derive("sample"));
    return IntStream.range(0, classes)
        .mapToDouble(k -> meanDeviation(Arrays.copyOfRange(images, k * draws, (k + 1) * draws)))
        .average()
        .orElseThrow();
  }

  /** How often the nearest other posterior mean has the same class. */
  static double nearestNeighbourAccuracy(FigureSource source, int images) {
    float[][] means = posteriorMeans(source, images);
    int[] classes = source.data().test().classes();
    long right =
        IntStream.range(0, means.length)
            .filter(i -> classes[nearest(means, i)] == classes[i])
            .count();
    return right / (double) means.length;
  }

  /** The standard deviation of the posterior means, a mean over dimensions. */
  static double latentSpread(FigureSource source) {
    return meanDeviation(posteriorMeans(source, Integer.MAX_VALUE));
  }

  private static float[][] posteriorMeans(FigureSource source, int count) {
    long seed = source.seeds().derive("figure-latent");
    return source
        .reader()
        .codes(source.data().test(), Representative.MEAN, count, null, seed)
        .values();
  }

  private static int nearest(float[][] points, int i) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < points.length; j++) {
      double distance = j == i ? Double.POSITIVE_INFINITY : squaredDistance(points[i], points[j]);
      if (distance < least) {
        least = distance;
        nearest = j;
      }
    }
    return nearest;
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (double) (a[d] - b[d]);
    }
    return sum;
  }

  /** The standard deviation of each column over the rows, a mean over columns. */
  static double meanDeviation(float[][] rows) {
    int width = rows[0].length;
    double sum = 0;
    for (int d = 0; d < width; d++) {
      int column = d;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          Arrays.stream(rows)
              .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
              .average()
              .orElseThrow();
      sum += Math.sqrt(variance);
    }
    return sum / width;
  }
}
