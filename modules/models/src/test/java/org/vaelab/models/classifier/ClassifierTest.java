package org.vaelab.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.FiniteDifferences;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.network.PublishedNetworks;
import org.vaelab.models.parameter.Initialization;

class ClassifierTest {
  private static final ImageShape IMAGE = new ImageShape(2, 5, 7);

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  /** Backward of the cross-entropy against central differences, in every parameter, in float64. */
  @Test
  void gradientsAgreeWithFiniteDifferences() {
    engine.seed(5);
    Classifier model = spec().create(IMAGE, 3);
    model.initialize(manager, DataType.FLOAT64, IMAGE.batch(1));
    NDArray images = manager.randomUniform(0, 1, IMAGE.batch(4), DataType.FLOAT64);
    FiniteDifferences.check(model, Integer.MAX_VALUE, () -> loss(model, images));
  }

  @Test
  void givesALogitAClass() {
    Classifier model = spec().create(IMAGE, 3);
    model.initialize(manager);
    NDArray logits =
        model
            .classify(new ParameterStore(manager, false), manager.ones(IMAGE.batch(6)), false)
            .logits();

    assertThat(logits.getShape()).isEqualTo(new Shape(6, 3));
    assertThat(model.getOutputShapes(new Shape[] {IMAGE.batch(6)}))
        .containsExactly(new Shape(6, 3));
  }

  @Test
  void oneClassIsNothingToTellApart() {
    assertThatThrownBy(() -> new ClassifierSpec().create(PublishedNetworks.GREY, 1))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("classes must be >= 2, was 1");
  }

  private static ClassifierSpec spec() {
    return new ClassifierSpec(
        List.of(new ConvolutionSpec(3, 4, 1, new Padding.Same(), 2, true, null)),
        DenseSpec.layers(4),
        new Activation.Tanh(),
        Initialization.PYTORCH);
  }

  private NDArray loss(Classifier model, NDArray images) {
    NDArray labels = manager.create(new int[] {0, 2, 1, 2}).oneHot(3, DataType.FLOAT64);
    return model
        .classify(new ParameterStore(manager, false), images, true)
        .logProbability(labels)
        .neg()
        .mean();
  }
}
