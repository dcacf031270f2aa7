package org.vaelab.experiments.evaluation;

/** {@code log 1/N sum exp(w)} of N numbers that come in parts. */
final class LogMean {
  private double largest = Double.NEGATIVE_INFINITY;
  private double sum;
  private long count;

  /** Adds {@code numbers} of them, whose own logarithm of the mean is {@code logMean}. */
  void add(double logMean, long numbers) {
    double before = largest;
    largest = Math.max(largest, logMean);
    sum = sum * Math.exp(before - largest) + numbers * Math.exp(logMean - largest);
    count += numbers;
  }

  double value() {
    return largest + Math.log(sum / count);
  }
}
