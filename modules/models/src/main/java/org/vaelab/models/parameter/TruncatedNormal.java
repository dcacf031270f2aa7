package org.vaelab.models.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import org.vaelab.engine.Scalars;

/**
 * A normal distribution around 0 with nothing beyond two of its deviations; what is left has 0.88
 * of that deviation. DJL's own is not there in the PyTorch engine.
 *
 * @param deviation before the tails are cut
 */
record TruncatedNormal(double deviation) implements Initializer {
  /** erf(sqrt 2), the probability that a normal variable lies within two deviations. */
  private static final double WITHIN_TWO = 0.954499736103642;

  /** Inverts the distribution function: {@code s sqrt(2) erfinv(u)}, u uniform in +-erf(sqrt 2). */
  @Override
  public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray uniform =
          scratch.randomUniform((float) -WITHIN_TWO, (float) WITHIN_TWO, shape, dataType);
      NDArray normal = uniform.erfinv().mul(Scalars.like(uniform, deviation * Math.sqrt(2)));
      normal.attach(manager);
      return normal;
    }
  }
}
