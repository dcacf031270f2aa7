package org.vaelab.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;

/** Every optimizer against PyTorch's over 1,000 steps; see src/test/python/optimizers.py. */
class FusedOptimizerTest {
  private static final int[] SIZES = {4, 3};
  private static final Map<String, OptimizerSpec> SPECS =
      Map.of(
          "adam", new AdamSpec(0.01),
          "adam-decay", new AdamSpec(0.02, 0.8, 0.99, 1e-3, 0.1, null),
          "adamw", new AdamWSpec(0.02, 0.9, 0.999, 1e-8, 0.3, null),
          "adam-clip", new AdamSpec(0.01, 0.9, 0.999, 1e-8, 0, 0.5),
          "sgd", new SgdSpec(0.05, 0, false, 0, null),
          "sgd-momentum", new SgdSpec(0.02, 0.9, false, 0.05, null),
          "sgd-nesterov", new SgdSpec(0.02, 0.9, true, 0, null));

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  static Set<String> optimizers() {
    return SPECS.keySet();
  }

  @Test
  void everyOptimizerIsTried() {
    Set<Class<?>> tried = new HashSet<>();
    SPECS.values().forEach(spec -> tried.add(spec.getClass()));

    assertThat(tried).containsExactlyInAnyOrder(AdamSpec.class, AdamWSpec.class, SgdSpec.class);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void followsPyTorch(String name) throws IOException {
    Map<String, NDArray> weights = weights(DataType.FLOAT64);
    FusedOptimizer optimizer = optimizer(name);
    Map<Integer, double[][]> expected = expected(name);
    for (int t = 1; t <= 1000; t++) {
      List<NDArray> gradients = gradients(weights, t);
      optimizer.update(weights, gradients, spec(name).learningRate());
      gradients.forEach(NDArray::close);
      double[][] wanted = expected.get(t);
      if (wanted != null) {
        for (int p = 0; p < SIZES.length; p++) {
          assertThat(Objects.requireNonNull(weights.get("p" + p)).toDoubleArray())
              .as(name + ", step " + t)
              .containsExactly(wanted[p], within(1e-9));
        }
      }
    }
    assertThat(expected).hasSize(5);
  }

  /** DJL's own trainer calls once a parameter; without clipping that changes nothing. */
  @Test
  void oneCallAParameterIsTheSame() {
    Map<String, NDArray> together = weights(DataType.FLOAT32);
    Map<String, NDArray> apart = weights(DataType.FLOAT32);
    FusedOptimizer first = optimizer("adam");
    FusedOptimizer second = new AdamSpec(0.01).create(Tracker.fixed(0.01f));
    for (int t = 1; t <= 20; t++) {
      first.update(together, gradients(together, t), 0.01f);
      List<NDArray> gradients = gradients(apart, t);
      int p = 0;
      for (Map.Entry<String, NDArray> weight : apart.entrySet()) {
        second.update(weight.getKey(), weight.getValue(), gradients.get(p));
        assertThat(gradients.get(p++).toFloatArray()).containsOnly(0);
      }
    }
    together.forEach(
        (name, weight) ->
            assertThat(weight.toFloatArray())
                .isEqualTo(Objects.requireNonNull(apart.get(name)).toFloatArray()));
  }

  /** What a checkpoint does: state out, state in, and on as if nothing had been. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnFromItsState(String name) {
    Map<String, NDArray> weights = weights(DataType.FLOAT32);
    FusedOptimizer optimizer = optimizer(name);
    run(optimizer, weights, name, 1, 30);
    Map<String, NDArray> copied = new LinkedHashMap<>();
    weights.forEach((parameter, weight) -> copied.put(parameter, weight.duplicate()));
    FusedOptimizer resumed = optimizer(name);
    Map<String, NDArray> state = resumed.stateFor(copied);
    assertThat(state.keySet()).isEqualTo(optimizer.state().keySet());
    assertThat(state.isEmpty()).isEqualTo(name.equals("sgd"));
    optimizer.state().forEach((key, array) -> array.copyTo(state.get(key)));

    run(optimizer, weights, name, 31, 60);
    run(resumed, copied, name, 31, 60);

    weights.forEach(
        (parameter, weight) ->
            assertThat(weight.toFloatArray())
                .isEqualTo(Objects.requireNonNull(copied.get(parameter)).toFloatArray()));
  }

  @Test
  void anUpdateLeavesNothingBehind() {
    Map<String, NDArray> weights = weights(DataType.FLOAT32);
    FusedOptimizer optimizer = optimizer("adam-clip");
    run(optimizer, weights, "adam-clip", 1, 1);
    int before = manager.getManagedArrays().size();
    run(optimizer, weights, "adam-clip", 2, 10);

    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  private void run(
      FusedOptimizer optimizer, Map<String, NDArray> weights, String name, int from, int to) {
    for (int t = from; t <= to; t++) {
      List<NDArray> gradients = gradients(weights, t);
      optimizer.update(weights, gradients, spec(name).learningRate());
      gradients.forEach(NDArray::close);
    }
  }

  private static OptimizerSpec spec(String name) {
    return Objects.requireNonNull(SPECS.get(name));
  }

  private static FusedOptimizer optimizer(String name) {
    return spec(name).create(Tracker.fixed(0));
  }

  private Map<String, NDArray> weights(DataType type) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    for (int p = 0; p < SIZES.length; p++) {
      NDArray weight = manager.zeros(new Shape(SIZES[p]), type);
      double[] values = new double[SIZES[p]];
      for (int i = 0; i < SIZES[p]; i++) {
        values[i] = -1 + 2.0 * i / (SIZES[p] - 1);
      }
      set(weight, values);
      weights.put("p" + p, weight);
    }
    return weights;
  }

  private List<NDArray> gradients(Map<String, NDArray> weights, int t) {
    List<NDArray> gradients = new ArrayList<>();
    int p = 0;
    for (NDArray weight : weights.values()) {
      Number[] numbers = weight.toArray();
      double[] values = new double[numbers.length];
      for (int i = 0; i < values.length; i++) {
        double w = numbers[i].doubleValue();
        values[i] = 0.2 * (w - i - p) + Math.sin(0.37 * t + i + 2 * p);
      }
      NDArray gradient = manager.zeros(weight.getShape(), weight.getDataType());
      set(gradient, values);
      gradients.add(gradient);
      p++;
    }
    return gradients;
  }

  private static void set(NDArray array, double[] values) {
    if (array.getDataType() == DataType.FLOAT64) {
      array.set(values);
      return;
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    array.set(floats);
  }

  private static Map<Integer, double[][]> expected(String name) throws IOException {
    Map<Integer, double[][]> expected = new LinkedHashMap<>();
    try (InputStream csv = FusedOptimizerTest.class.getResourceAsStream("optimizers.csv")) {
      String text =
          new String(Objects.requireNonNull(csv).readAllBytes(), StandardCharsets.US_ASCII);
      for (String line : text.lines().skip(1).toList()) {
        List<String> cells = Arrays.asList(line.split(",", -1));
        if (cells.get(0).equals(name)) {
          expected
                  .computeIfAbsent(
                      Integer.parseInt(cells.get(1)),
                      step -> new double[][] {new double[SIZES[0]], new double[SIZES[1]]})[
                  Integer.parseInt(cells.get(2))][Integer.parseInt(cells.get(3))] =
              Double.parseDouble(cells.get(4));
        }
      }
    }
    return expected;
  }
}
