package org.vaelab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalarsTest {
  private final ComputeEngine engine = ComputeEngine.start();

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void keepsTheTypeAndTheValue(DataType type) {
    try (NDManager manager = engine.newManager(Device.cpu())) {
      NDArray scalar = Scalars.like(manager.zeros(new Shape(3), type), 0.5);

      assertThat(scalar.getDataType()).isEqualTo(type);
      assertThat(scalar.getShape().dimension()).isZero();
      assertThat(scalar.toType(DataType.FLOAT64, false).getDouble()).isEqualTo(0.5);
    }
  }

  /** The graph must outlive the Java side of the constant: the very thing mul(Number) breaks. */
  @Test
  void staysAliveForTheBackwardPassAfterItWasClosed() {
    try (NDManager manager = engine.newManager(Device.cpu())) {
      NDArray x = manager.ones(new Shape(1000));
      x.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray scalar = Scalars.like(x, 0.25);
        NDArray y = x.mul(scalar).sum();
        scalar.close();
        overwriteFreedMemory(manager);
        collector.backward(y);
      }
      assertThat(x.getGradient().toFloatArray()).containsOnly(0.25f);
    }
  }

  private static void overwriteFreedMemory(NDManager manager) {
    for (int i = 0; i < 1000; i++) {
      manager.full(new Shape(), 7f, DataType.FLOAT32).close();
    }
  }
}
