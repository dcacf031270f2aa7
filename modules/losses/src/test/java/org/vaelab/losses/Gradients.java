package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.function.Function;

/** Autograd against central differences, in float64. */
public final class Gradients {
  private static final double STEP = 1e-5;

  private Gradients() {}

  /**
   * Checks every derivative of a scalar function at a point of one array.
   *
   * @param manager owns what is made
   * @param function to a single number
   * @param at the point, float64
   */
  public static void check(NDManager manager, Function<NDArray, NDArray> function, NDArray at) {
    NDArray leaf = at.duplicate();
    leaf.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(function.apply(leaf));
    }
    double[] gradient = leaf.getGradient().toDoubleArray();
    double[] point = at.toDoubleArray();
    double[] expected = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      double[] up = point.clone();
      double[] down = point.clone();
      up[i] += STEP;
      down[i] -= STEP;
      double difference =
          function.apply(manager.create(up, at.getShape())).getDouble()
              - function.apply(manager.create(down, at.getShape())).getDouble();
      expected[i] = difference / (2 * STEP);
    }
    assertThat(gradient).containsExactly(expected, within(1e-6));
    assertThat(Arrays.stream(gradient).map(Math::abs).max().orElse(0)).isGreaterThan(1e-3);
  }
}
