package org.vaelab.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;

/**
 * What every optimizer promises, whoever wrote it: extend this class with samples of one to hold it
 * to that. Only what is public is used.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OptimizerContract {
  private final NDManager root = ComputeEngine.start().newManager(Device.cpu());
  private NDManager manager = root.newSubManager();

  /**
   * Optimizers that come closer to the least of a square in 50 steps, with each of their options at
   * least once.
   *
   * @return at least one
   */
  protected abstract List<OptimizerSpec> samples();

  @AfterEach
  void closeArrays() {
    manager.close();
    manager = root.newSubManager();
  }

  /** Two optimizers of the same options are equal, as specs are compared. */
  @ParameterizedTest
  @MethodSource("samples")
  void theOptimizerIsARecord(OptimizerSpec spec) {
    assertThat(spec).isInstanceOf(Record.class);
    assertThat(spec.learningRate()).isPositive().isFinite();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void itDescends(OptimizerSpec spec) {
    Map<String, NDArray> weights = weights();
    double before = loss(weights);
    run(create(spec), weights, spec.learningRate(), 50);

    assertThat(loss(weights)).isLessThan(before);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aRateOfZeroMovesNothing(OptimizerSpec spec) {
    Map<String, NDArray> weights = weights();
    double before = loss(weights);
    run(create(spec), weights, 0, 2);

    assertThat(loss(weights)).isEqualTo(before);
  }

  /** What a checkpoint does: state out, state in, and on as if nothing had been. */
  @ParameterizedTest
  @MethodSource("samples")
  void goesOnFromItsState(OptimizerSpec spec) {
    Map<String, NDArray> weights = weights();
    FusedOptimizer optimizer = create(spec);
    run(optimizer, weights, spec.learningRate(), 10);
    Map<String, NDArray> copied = new LinkedHashMap<>();
    weights.forEach((name, weight) -> copied.put(name, weight.duplicate()));
    FusedOptimizer resumed = create(spec);
    Map<String, NDArray> state = resumed.stateFor(copied);
    assertThat(state.keySet()).isEqualTo(optimizer.state().keySet());
    optimizer.state().forEach((key, array) -> array.copyTo(state.get(key)));
    run(optimizer, weights, spec.learningRate(), 10);
    run(resumed, copied, spec.learningRate(), 10);

    weights.forEach(
        (name, weight) ->
            assertThat(Objects.requireNonNull(copied.get(name)).toFloatArray())
                .isEqualTo(weight.toFloatArray()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anUpdateLeavesNothingBehind(OptimizerSpec spec) {
    Map<String, NDArray> weights = weights();
    FusedOptimizer optimizer = create(spec);
    run(optimizer, weights, spec.learningRate(), 1);
    int before = manager.getManagedArrays().size();
    run(optimizer, weights, spec.learningRate(), 5);

    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  private static FusedOptimizer create(OptimizerSpec spec) {
    return spec.create(Tracker.fixed((float) spec.learningRate()));
  }

  private Map<String, NDArray> weights() {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    weights.put("first", manager.create(new float[] {1, -2, 3}));
    weights.put("second", manager.create(new float[][] {{0.5f, -1}, {2, 4}}));
    return weights;
  }

  /** The gradient of half the square of all weights is the weights themselves. */
  private void run(FusedOptimizer optimizer, Map<String, NDArray> weights, double rate, int steps) {
    for (int step = 0; step < steps; step++) {
      List<NDArray> gradients = new ArrayList<>();
      weights.values().forEach(weight -> gradients.add(weight.duplicate()));
      optimizer.update(weights, gradients, rate);
      gradients.forEach(NDArray::close);
    }
  }

  private static double loss(Map<String, NDArray> weights) {
    double sum = 0;
    for (NDArray weight : weights.values()) {
      for (float each : weight.toFloatArray()) {
        sum += (double) each * each;
      }
    }
    return sum;
  }
}
