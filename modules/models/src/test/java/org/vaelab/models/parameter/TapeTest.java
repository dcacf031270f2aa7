package org.vaelab.models.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.SoftplusScale;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.Dense;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.OutputConvolutionSpec;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.layer.TransposedConvolutionSpec;
import org.vaelab.models.network.CnnDecoderSpec;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.network.DecoderSpec;
import org.vaelab.models.network.EncoderSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.network.StartSpec;
import org.vaelab.models.vae.PriorSpec;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeSpec;

/** The gradients of a tape against the engine's own, which other tests hold to differences. */
class TapeTest {
  private static final ImageShape IMAGE = new ImageShape(1, 28, 28);
  private static final int CLASSES = 3;
  private static final int BATCH = 5;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<VaeSpec> models() {
    Activation tanh = new Activation.Tanh();
    EncoderSpec fc = new FcEncoderSpec(List.of(new DenseSpec(9, true, tanh)), tanh);
    EncoderSpec cnn = CnnEncoderSpec.cnn2();
    DecoderSpec deep = new FcDecoderSpec(DenseSpec.layers(7, 9), tanh);
    DecoderSpec enlarging =
        new CnnDecoderSpec(
            DenseSpec.layers(6),
            new StartSpec(3),
            List.of(new TransposedConvolutionSpec(4, 4, 2, new Padding.Same())),
            new OutputConvolutionSpec(4, 2, new Padding.Same()),
            tanh,
            Initialization.PYTORCH);
    PriorSpec normal = new PriorSpec.StandardNormal();
    SoftplusScale softplus = new SoftplusScale();
    return Stream.of(
        new VaeSpec(4, false, fc, deep),
        new VaeSpec(4, true, fc, deep, softplus, new PriorSpec.Label(), false),
        new VaeSpec(4, true, cnn, enlarging, softplus, new PriorSpec.Learned(), false),
        new VaeSpec(4, false, cnn, enlarging),
        new VaeSpec(4, true, fc, enlarging, softplus, normal, true));
  }

  @ParameterizedTest
  @MethodSource("models")
  void areThoseOfTheEngine(VaeSpec spec) {
    for (int samples : new int[] {1, 3}) {
      Vae model = spec.create(IMAGE, CLASSES, new BernoulliLikelihoodSpec());
      engine.seed(4);
      model.initialize(manager);
      NDArray images = manager.randomUniform(0, 1, IMAGE.batch(BATCH));
      List<NDArray> weights = weights(model);

      engine.seed(9);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(loss(model, new ParameterStore(manager, false), images, samples));
      }
      engine.seed(9);
      List<NDArray> found;
      try (Tape tape = new Tape(manager)) {
        found = tape.gradients(loss(model, tape, images, samples), weights);
      }

      for (int i = 0; i < weights.size(); i++) {
        NDArray expected = weights.get(i).getGradient();
        // That of a bias before batch normalisation is 0 but for rounding.
        assertThat(found.get(i).sub(expected).abs().max().getFloat())
            .as("parameter %d, %s", i, weights.get(i).getShape())
            .isLessThan(1e-5f * Math.max(1, expected.abs().max().getFloat()));
      }
    }
  }

  /** float32 has its products on the tape, float64 everything in PyTorch's record. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT32", "FLOAT64"})
  void areZeroWhereTheLossDoesNotDependOnTheParameter(DataType type) {
    Dense used = dense(type);
    Dense unused = dense(type);
    NDArray other = manager.ones(new Shape(2), type);
    other.setRequiresGradient(true);
    NDArray x = manager.create(new float[][] {{3, 4}}).toType(type, false);
    try (Tape tape = new Tape(manager)) {
      NDArray loss = used.forward(tape, new NDList(x), true).head().sum();
      unused.forward(tape, new NDList(x), true);
      List<NDArray> parameters = new ArrayList<>(weights(used));
      parameters.addAll(weights(unused));
      parameters.add(other);
      List<NDArray> gradients = tape.gradients(loss, parameters);

      assertThat(gradients)
          .extracting(NDArray::getShape)
          .containsExactlyElementsOf(parameters.stream().map(NDArray::getShape).toList());
      assertThat(gradients.get(0).toType(DataType.FLOAT32, false).toFloatArray())
          .containsExactly(3, 4);
      assertThat(gradients.get(1).toType(DataType.FLOAT32, false).toFloatArray())
          .containsExactly(1);
      for (NDArray zero : gradients.subList(2, 5)) {
        assertThat(zero.abs().sum().toType(DataType.FLOAT64, false).getDouble()).isZero();
      }
    }
  }

  @Test
  void aLayerIsUsedOnceAStep() {
    Dense layer = dense(DataType.FLOAT32);
    try (Tape tape = new Tape(manager)) {
      NDList x = new NDList(manager.ones(new Shape(3, 2)));
      layer.forward(tape, x, true);

      assertThatThrownBy(() -> layer.forward(tape, x, true))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a dense layer may be used once a step");
    }
  }

  private Dense dense(DataType type) {
    Dense layer = Dense.create(2, 1, Initialization.PYTORCH);
    layer.initialize(manager, type, new Shape(1, 2));
    return layer;
  }

  private static List<NDArray> weights(ai.djl.nn.Block block) {
    return NamedParameters.of(block).values().stream()
        .filter(ai.djl.nn.Parameter::requiresGradient)
        .map(ai.djl.nn.Parameter::getArray)
        .toList();
  }

  private NDArray loss(Vae model, ParameterStore store, NDArray images, int samples) {
    @Nullable NDArray labels =
        model.conditional()
            ? manager.create(new int[] {0, 2, 1, 2, 0}).oneHot(CLASSES, DataType.FLOAT32)
            : null;
    return new Elbo(0.7)
        .terms(model.forward(store, images, labels, samples, true), images)
        .loss()
        .mean();
  }

  /** Outside of training a dense layer is the same function, and can be differentiated. */
  @Test
  void aDenseLayerIsDifferentiableWithoutATape() {
    Dense layer = Dense.create(3, 2, Initialization.PYTORCH);
    layer.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
    NDArray x = manager.create(new float[][] {{1, -2, 3}});
    ParameterStore weights = new ParameterStore(manager, false);
    float[] fixed =
        layer.forward(new FixedWeights(manager), new NDList(x), false).head().toFloatArray();
    x.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray y = layer.forward(weights, new NDList(x), false).head();
      collector.backward(y.sum());
      assertThat(y.toFloatArray()).containsExactly(fixed, within(1e-6f));
    }
    NDArray weight = layer.getParameters().get("weight").getArray();

    assertThat(x.getGradient().toFloatArray())
        .containsExactly(weight.sum(new int[] {0}).toFloatArray(), within(1e-6f));
  }
}
