package org.vaelab.experiments.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well the classes of images are told by their codes alone: codes of training images with known
 * classes decide, codes of other images are asked.
 *
 * @param known codes, {@code [N][Z]}
 * @param knownClasses from 0, of each
 * @param asked codes, {@code [M][Z]}
 * @param askedClasses of each
 * @param classes K
 */
public record CodeAccuracy(
    double[][] known, int[] knownClasses, double[][] asked, int[] askedClasses, int classes) {
  private static final int STEPS = 300;
  private static final double DECAY = 1e-4;

  /**
   * By the class of the nearest known code in Euclidean distance.
   *
   * @return the share of the codes asked that are told rightly
   */
  public Estimate nearestNeighbour() {
    int right =
        (int)
            IntStream.range(0, asked.length)
                .parallel()
                .filter(i -> knownClasses[nearest(asked[i])] == askedClasses[i])
                .count();
    return Estimate.share(right, asked.length);
  }

  private int nearest(double[] code) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < known.length; j++) {
      double distance = 0;
      double[] other = known[j];
      for (int d = 0; d < code.length && distance < least; d++) {
        distance += (code[d] - other[d]) * (code[d] - other[d]);
      }
      if (distance < least) {
        least = distance;
        best = j;
      }
    }
    return best;
  }

  /**
   * By multinomial logistic regression on standardised codes: 300 steps of Nesterov's accelerated
   * gradient on the mean cross-entropy with a weight decay of 1e-4, so that the answer depends on
   * no random number.
   *
   * @return the share of the codes asked that are told rightly
   */
  public Estimate linearProbe() {
    int width = known[0].length;
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (int d = 0; d < width; d++) {
      int column = d;
      mean[d] = Arrays.stream(known).mapToDouble(code -> code[column]).average().orElse(0);
      double variance =
          Arrays.stream(known)
              .mapToDouble(code -> (code[column] - mean[column]) * (code[column] - mean[column]))
              .average()
              .orElse(0);
      deviation[d] = Math.sqrt(variance) + 1e-12;
    }
    double[][] weights = fit(standardised(known, mean, deviation));
    double[][] rows = standardised(asked, mean, deviation);
    int right = 0;
    for (int i = 0; i < rows.length; i++) {
      double[] scores = scores(weights, rows[i]);
      int best = 0;
      for (int k = 1; k < classes; k++) {
        best = scores[k] > scores[best] ? k : best;
      }
      right += best == askedClasses[i] ? 1 : 0;
    }
    return Estimate.share(right, asked.length);
  }

  /** With a 1 behind each code, for the bias. */
  private static double[][] standardised(double[][] codes, double[] mean, double[] deviation) {
    double[][] rows = new double[codes.length][mean.length + 1];
    for (int i = 0; i < codes.length; i++) {
      for (int d = 0; d < mean.length; d++) {
        rows[i][d] = (codes[i][d] - mean[d]) / deviation[d];
      }
      rows[i][mean.length] = 1;
    }
    return rows;
  }

  private double[][] fit(double[][] rows) {
    int width = rows[0].length;
    // The curvature is at most half the mean square of a row; see Boehning, 1992.
    double rate = 2.0 / width;
    double[][] weights = new double[classes][width];
    double[][] ahead = new double[classes][width];
    for (int step = 0; step < STEPS; step++) {
      double[][] gradient = gradient(ahead, rows);
      double momentum = step / (step + 3.0);
      for (int k = 0; k < classes; k++) {
        for (int d = 0; d < width; d++) {
          double next = ahead[k][d] - rate * gradient[k][d];
          ahead[k][d] = next + momentum * (next - weights[k][d]);
          weights[k][d] = next;
        }
      }
    }
    return weights;
  }

  private double[][] gradient(double[][] weights, double[][] rows) {
    double[][] gradient = new double[classes][weights[0].length];
    for (int i = 0; i < rows.length; i++) {
      double[] shares = softmax(scores(weights, rows[i]));
      for (int k = 0; k < classes; k++) {
        double slope = (shares[k] - (knownClasses[i] == k ? 1 : 0)) / rows.length;
        for (int d = 0; d < rows[i].length; d++) {
          gradient[k][d] += slope * rows[i][d];
        }
      }
    }
    for (int k = 0; k < classes; k++) {
      for (int d = 0; d < weights[k].length; d++) {
        gradient[k][d] += DECAY * weights[k][d];
      }
    }
    return gradient;
  }

  private double[] scores(double[][] weights, double[] row) {
    double[] scores = new double[classes];
    for (int k = 0; k < classes; k++) {
      for (int d = 0; d < row.length; d++) {
        scores[k] += weights[k][d] * row[d];
      }
    }
    return scores;
  }

  private static double[] softmax(double[] scores) {
    double largest = Arrays.stream(scores).max().orElse(0);
    double[] shares = Arrays.stream(scores).map(x -> Math.exp(x - largest)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(x -> x / sum).toArray();
  }
}
