package org.vaelab.losses.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;

/** How a raw output becomes a deviation. */
class ScaleTest {
  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  /** exp(100) is beyond float32, and nothing of it is computed. */
  @Test
  void withoutAFloorTheOutputIsTheLogVariance() {
    NDArray raw = manager.create(new float[] {-200, 0, 1.5f, 200});

    assertThat(new ExpScale().logVariance(raw).toFloatArray()).containsExactly(-200, 0, 1.5f, 200);
  }

  /** Deviations of 0.5 + 1 and 0.5 + e; and of 0.25 + ln 2 and 0.25 + ln(1 + e^2). */
  @Test
  void aFloorIsAddedToTheDeviation() {
    NDArray raw = manager.create(new double[] {0, 2});

    assertThat(new ExpScale(0.5).logVariance(raw).toDoubleArray())
        .containsExactly(
            new double[] {2 * Math.log(1.5), 2 * Math.log(0.5 + Math.E)}, within(1e-12));
    assertThat(new SoftplusScale(0.25).logVariance(raw).toDoubleArray())
        .containsExactly(
            new double[] {
              2 * Math.log(0.25 + Math.log(2)), 2 * Math.log(0.25 + Math.log1p(Math.exp(2)))
            },
            within(1e-12));
  }

  @Test
  void floorsThatGiveNoDeviationAreRefused() {
    assertThatThrownBy(() -> new ExpScale(-0.5)).hasMessage("floor must be >= 0, was -0.5");
    assertThatThrownBy(() -> new SoftplusScale(0)).hasMessage("floor must be > 0, was 0");
  }

  /** They are the names of layers in a weights file. */
  @Test
  void rawOutputsAreNamed() {
    assertThat(new ExpScale().rawName()).isEqualTo("logVariance");
    assertThat(new SoftplusScale().rawName()).isEqualTo("rho");
  }
}
