package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;

/**
 * The network gives r with {@code s = floor + log(1 + exp(r))}: grows linearly, so a large r does
 * not overflow.
 *
 * <p>Source: Blundell et al., Weight Uncertainty in Neural Networks, 2015, section 3.2.
 *
 * @param floor the smallest standard deviation, greater than 0: softplus underflows to 0, whose
 *     logarithm has no gradient
 */
public record SoftplusScale(double floor) implements Scale {
  /** Checks the floor. */
  public SoftplusScale {
    new Settings().positive("floor", floor).check();
  }

  /** A floor of one millionth. */
  public SoftplusScale() {
    this(1e-6);
  }

  @Override
  public NDArray logVariance(NDArray raw) {
    NDArray deviation = raw.getNDArrayInternal().softPlus().add(Scalars.like(raw, floor));
    return deviation.log().mul(Scalars.like(raw, 2));
  }

  @Override
  public String rawName() {
    return "rho";
  }
}
