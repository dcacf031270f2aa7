package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;

/**
 * The network gives log-variances: {@code s = floor + exp(r / 2)}.
 *
 * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix C.2.
 *
 * @param floor the smallest standard deviation; 0 leaves the log-variance as it is
 */
public record ExpScale(double floor) implements Scale {
  /** Checks the floor. */
  public ExpScale {
    new Settings().atLeast("floor", floor, 0.0).check();
  }

  /** No floor. */
  public ExpScale() {
    this(0);
  }

  @Override
  public NDArray logVariance(NDArray raw) {
    if (floor == 0) {
      return raw;
    }
    NDArray deviation = raw.mul(Scalars.like(raw, 0.5)).exp().add(Scalars.like(raw, floor));
    return deviation.log().mul(Scalars.like(raw, 2));
  }

  @Override
  public String rawName() {
    return "logVariance";
  }
}
