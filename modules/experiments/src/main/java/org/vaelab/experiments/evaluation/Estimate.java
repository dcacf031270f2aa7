package org.vaelab.experiments.evaluation;

import java.util.Arrays;

/**
 * A mean over images, and how far it may be from that over all images there could be.
 *
 * @param mean of the values
 * @param standardError their standard deviation over the root of their number
 */
public record Estimate(double mean, double standardError) {
  /**
   * The mean of independent values.
   *
   * @param values at least one
   * @return an error of NaN where there is one value alone
   */
  public static Estimate of(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return new Estimate(mean, Math.sqrt(squares / (values.length - 1) / values.length));
  }

  /**
   * The share of what is right.
   *
   * @param right how many
   * @param all of how many
   * @return the share, with the error of a binomial distribution
   */
  public static Estimate share(int right, int all) {
    double share = (double) right / all;
    return new Estimate(share, Math.sqrt(share * (1 - share) / all));
  }

  /** The estimate of {@code factor * x + added}. */
  Estimate scaled(double factor, double added) {
    return new Estimate(factor * mean + added, Math.abs(factor) * standardError);
  }
}
