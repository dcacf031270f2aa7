package org.vaelab.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.vaelab.models.parameter.NamedParameters;

/** Backward against central differences, in every learnt parameter of a float64 network. */
public final class FiniteDifferences {
  private static final double STEP = 1e-5;

  private FiniteDifferences() {}

  /** Checks at most {@code count} numbers of each parameter, evenly spread. */
  public static void check(Block model, int count, Supplier<NDArray> loss) {
    check(model, Map.of(), count, loss);
  }

  /** The same, and of other arrays that the loss depends on and that ask for a gradient. */
  public static void check(
      Block model, Map<String, NDArray> others, int count, Supplier<NDArray> loss) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.get());
    }
    Map<String, NDArray> arrays = new LinkedHashMap<>(others);
    NamedParameters.of(model)
        .forEach(
            (name, parameter) -> {
              if (parameter.requiresGradient()) {
                arrays.put(name, parameter.getArray());
              }
            });
    arrays.forEach((name, array) -> check(name, array, count, loss));
  }

  private static void check(String name, NDArray array, int count, Supplier<NDArray> loss) {
    double[] gradient = array.getGradient().toDoubleArray();
    double[] values = array.toDoubleArray();
    for (int i = 0; i < values.length; i += 1 + values.length / count) {
      double rise = at(array, values, i, STEP, loss) - at(array, values, i, -STEP, loss);
      assertThat(gradient[i])
          .as(name + "[" + i + "]")
          .isCloseTo(rise / (2 * STEP), within(1e-7 + 1e-6 * Math.abs(gradient[i])));
    }
    array.set(values);
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
