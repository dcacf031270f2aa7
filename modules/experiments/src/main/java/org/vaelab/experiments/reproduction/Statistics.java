package org.vaelab.experiments.reproduction;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.ImageSet;
import org.vaelab.inference.TrainedModel;
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

  /** The largest absolute value in the posterior means of the first training images. */
  static double latentReach(FigureSource source, int images) {
    return Arrays.stream(posteriorMeans(source, source.data().train(), images))
        .mapToDouble(Statistics::reach)
        .max()
        .orElseThrow();
  }

  /** The largest absolute value. */
  static double reach(float[] code) {
    double reach = 0;
    for (float value : code) {
      reach = Math.max(reach, Math.abs(value));
    }
    return reach;
  }

  /**
   * How often {@code judge} reads an image of a class as that class: {@code draws} images a class,
   * of codes from the prior, or from around the mean code of the class where {@code noise} is
   * given.
   */
  static double classAccuracy(
      FigureSource source, TrainedModel judge, int draws, @Nullable Double noise) {
    int classes = source.data().classNames().size();
    int[] wanted = new int[classes * draws];
    Arrays.setAll(wanted, i -> i / draws);
    long seed = source.seeds().derive("class-accuracy");
    float[][] codes =
        noise == null
            ? source.model().drawPrior(wanted, seed)
            : aroundMeans(source, wanted, noise, seed);
    return share(judge.classify(source.model().decode(codes, wanted)), wanted);
  }

  /** How often the largest number of a row is at the place that is wanted. */
  static double share(float[][] read, int[] wanted) {
    long right =
        IntStream.range(0, wanted.length).filter(i -> argmax(read[i]) == wanted[i]).count();
    return right / (double) wanted.length;
  }

  private static float[][] aroundMeans(FigureSource source, int[] wanted, double noise, long seed) {
    Map<Integer, float[]> means =
        source.reader().classMeans(source.data().train(), Integer.MAX_VALUE, seed);
    float[][] codes = source.model().drawNoise(wanted.length, seed);
    for (int i = 0; i < codes.length; i++) {
      float[] mean = means.get(wanted[i]);
      for (int d = 0; mean != null && d < mean.length; d++) {
        codes[i][d] = mean[d] + (float) noise * codes[i][d];
      }
    }
    return codes;
  }

  private static int argmax(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  private static float[][] posteriorMeans(FigureSource source, int count) {
    return posteriorMeans(source, source.data().test(), count);
  }

  private static float[][] posteriorMeans(FigureSource source, ImageSet images, int count) {
    long seed = source.seeds().derive("figure-latent");
    return source.reader().codes(images, Representative.MEAN, count, null, seed).values();
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
