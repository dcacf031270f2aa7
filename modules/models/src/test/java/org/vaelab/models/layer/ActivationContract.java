package org.vaelab.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;

/**
 * What every activation promises, whoever wrote it: extend this class with samples of one to hold
 * it to that. Only what is public is used.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ActivationContract {
  private static final double[] POINTS = {-30, -2.5, -1, -0.3, 0.2, 0.9, 2, 30};
  private static final double STEP = 1e-6;

  private final NDManager root = ComputeEngine.start().newManager(Device.cpu());
  private NDManager manager = root.newSubManager();

  /**
   * Activations, with each of their options at least once.
   *
   * @return at least one
   */
  protected abstract List<Activation> samples();

  @AfterEach
  void closeArrays() {
    manager.close();
    manager = root.newSubManager();
  }

  /** Two activations of the same options are equal, as specs are compared. */
  @ParameterizedTest
  @MethodSource("samples")
  void theActivationIsARecord(Activation activation) {
    assertThat(activation).isInstanceOf(Record.class);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shapeTypeAndManagerStay(Activation activation) {
    for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      for (Shape shape : List.of(new Shape(2, 4), new Shape(2, 1, 2, 2))) {
        NDArray x = manager.create(POINTS).toType(type, false).reshape(shape);
        NDArray y = activation.apply(x);

        assertThat(y.getShape()).isEqualTo(shape);
        assertThat(y.getDataType()).isEqualTo(type);
        assertThat(y.getManager()).isSameAs(manager);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eachElementIsForItselfAndTheInputStays(Activation activation) {
    NDArray x = manager.create(POINTS);
    double[] together = activation.apply(x).toDoubleArray();

    assertThat(x.toDoubleArray()).isEqualTo(POINTS);
    for (int i = 0; i < POINTS.length; i++) {
      assertThat(activation.apply(manager.create(new double[] {POINTS[i]})).getDouble(0))
          .isCloseTo(together[i], within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void valuesAndGradientsAreFiniteAndThoseOfFiniteDifferences(Activation activation) {
    NDArray x = manager.create(POINTS);
    x.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(activation.apply(x).sum());
    }
    double[] gradient = x.getGradient().toDoubleArray();
    for (int i = 0; i < POINTS.length; i++) {
      double difference =
          (value(activation, POINTS[i] + STEP) - value(activation, POINTS[i] - STEP)) / (2 * STEP);
      assertThat(gradient[i]).isFinite().isCloseTo(difference, within(1e-6));
    }
  }

  private double value(Activation activation, double x) {
    double value = activation.apply(manager.create(new double[] {x})).getDouble(0);
    assertThat(value).isFinite();
    return value;
  }
}
