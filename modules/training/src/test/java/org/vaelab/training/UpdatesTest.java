package org.vaelab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.schedule.ScheduleUnit;
import org.vaelab.models.parameter.Tape;
import org.vaelab.training.optimizer.AdamSpec;
import org.vaelab.training.schedule.ConstantScheduleSpec;
import org.vaelab.training.schedule.StepScheduleSpec;

/** One update of a linear layer whose gradients are known: input (3, 4), so 3, 4 and bias 1. */
class UpdatesTest {
  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  /** The norm of (3, 4, 1) is 5.0990; with an epsilon of 1e6 Adam's first step is rate g / 1e6. */
  @ParameterizedTest
  @CsvSource({"1.0, 0.19611610", "5.0, 0.98058058", "6.0, 1.0", ", 1.0"})
  void clipsTheNormOfAllGradientsTogether(@Nullable Double clipNorm, double factor) {
    Linear layer = Linear.builder().setUnits(1).build();
    layer.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
    NDArray weight = layer.getParameters().valueAt(0).getArray();
    NDArray bias = layer.getParameters().valueAt(1).getArray();
    float[] before = weight.toFloatArray();
    float biasBefore = bias.toFloatArray()[0];
    AdamSpec adam = new AdamSpec(1e6, 0.9, 0.999, 1e6, 0, clipNorm);
    Updates updates = new Updates(layer, adam, new ConstantScheduleSpec().create(1e6, 1), 1);

    int held = manager.getManagedArrays().size();
    step(updates, layer, 3, 4);
    // Two moments and a count of steps for each of two parameters.
    assertThat(manager.getManagedArrays()).hasSize(held + 6);

    float[] after = weight.toFloatArray();
    assertThat(before[0] - after[0]).isCloseTo((float) (3 * factor), within(1e-4f));
    assertThat(before[1] - after[1]).isCloseTo((float) (4 * factor), within(1e-4f));
    assertThat(biasBefore - bias.toFloatArray()[0]).isCloseTo((float) factor, within(1e-4f));
    assertThat(updates.lastRate()).isEqualTo(1e6);
    assertThat(updates.progress().iteration()).isEqualTo(1);
  }

  /** DJL reads the rate through a tracker; it must be that of this update, not of the first. */
  @Test
  void theRateOfEachUpdateIsTheSchedules() {
    Linear layer = Linear.builder().setUnits(1).optBias(false).build();
    layer.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
    Updates updates =
        new Updates(
            layer,
            new AdamSpec(),
            new StepScheduleSpec(1, 0.5, ScheduleUnit.ITERATION).create(1, 1),
            4);
    NDArray weight = layer.getParameters().valueAt(0).getArray();
    float last = weight.toFloatArray()[0];
    for (double rate : new double[] {1, 0.5, 0.25}) {
      step(updates, layer, 1);
      float now = weight.toFloatArray()[0];
      // With a constant gradient each step of Adam is the rate itself.
      assertThat(last - now).isCloseTo((float) rate, within(1e-4f));
      last = now;
    }
  }

  /** The gradient of the weight is the input, that of the bias 1. */
  private void step(Updates updates, Linear layer, float... input) {
    try (NDManager step = manager.newSubManager();
        Tape tape = new Tape(step)) {
      NDArray row = step.create(new float[][] {input});
      NDArray loss = layer.forward(tape, new NDList(row), true).head().sum();
      updates.move(tape.gradients(loss, updates.weights().values()));
    }
  }
}
