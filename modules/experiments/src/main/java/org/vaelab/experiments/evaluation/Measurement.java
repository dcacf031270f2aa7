package org.vaelab.experiments.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number that a model is quoted with.
 *
 * @param name what it is, with how it was got in brackets: {@code log_likelihood[K=5000,
 *     stochastic-binarize]}
 * @param value the number
 * @param standardError over images; null where there is none
 * @param unit what it is counted in
 * @param better higher, lower, or neither
 * @param seconds how long it took
 * @param parts what it is made of, such as each latent dimension's; empty for nothing
 */
public record Measurement(
    String name,
    double value,
    @Nullable Double standardError,
    String unit,
    String better,
    double seconds,
    List<Double> parts) {
  /** Which direction is better. */
  static final String HIGHER = "higher";

  static final String LOWER = "lower";
  static final String NEITHER = "neither";

  /** Copies the parts. */
  public Measurement {
    parts = List.copyOf(parts);
  }

  static Measurement of(String name, Estimate estimate, String unit, String better) {
    Double error =
        Double.isFinite(estimate.standardError()) ? Double.valueOf(estimate.standardError()) : null;
    return new Measurement(name, estimate.mean(), error, unit, better, 0, List.of());
  }

  static Measurement of(String name, double value, String unit, String better) {
    return new Measurement(name, value, null, unit, better, 0, List.of());
  }

  Measurement withParts(double[] values) {
    List<Double> all = java.util.Arrays.stream(values).boxed().toList();
    return new Measurement(name, value, standardError, unit, better, seconds, all);
  }

  Measurement in(double time) {
    return new Measurement(name, value, standardError, unit, better, time, parts);
  }
}
