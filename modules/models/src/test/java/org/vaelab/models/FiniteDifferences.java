package org.vaelab.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.function.Supplier;

/** Backward against central differences, in every learnt parameter of a float64 network. */
final class FiniteDifferences {
  private static final double STEP = 1e-5;

  private FiniteDifferences() {}

  /** Checks at most {@code count} numbers of each parameter, evenly spread. */
  static void check(Block model, int count, Supplier<NDArray> loss) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.get());
    }
    for (Map.Entry<String, Parameter> entry : NamedParameters.of(model).entrySet()) {
      if (!entry.getValue().requiresGradient()) {
        continue;
      }
      NDArray weight = entry.getValue().getArray();
      double[] gradient = weight.getGradient().toDoubleArray();
      double[] values = weight.toDoubleArray();
      for (int i = 0; i < values.length; i += 1 + values.length / count) {
        double rise = at(weight, values, i, STEP, loss) - at(weight, values, i, -STEP, loss);
        assertThat(gradient[i])
            .as(entry.getKey() + "[" + i + "]")
            .isCloseTo(rise / (2 * STEP), within(1e-7 + 1e-6 * Math.abs(gradient[i])));
      }
      weight.set(values);
    }
  }

  /** The loss with one number moved. */
  private static double at(
      NDArray weight, double[] values, int i, double move, Supplier<NDArray> loss) {
    double[] moved = values.clone();
    moved[i] += move;
    weight.set(moved);
    return loss.get().getDouble();
  }
}
