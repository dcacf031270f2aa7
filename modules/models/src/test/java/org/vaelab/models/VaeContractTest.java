package org.vaelab.models;

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
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.ImageShape;
import org.vaelab.engine.Scalars;
import org.vaelab.losses.distribution.BernoulliLikelihood;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.VaeOutput;

/** What every network promises, whatever its encoder and decoder. */
class VaeContractTest {
  private static final ImageShape IMAGE = new ImageShape(2, 3, 4);
  private static final int CLASSES = 3;
  private static final List<EncoderSpec> ENCODERS =
      List.of(
          new FcEncoderSpec(),
          new FcEncoderSpec(List.of(), Activation.RELU),
          new FcEncoderSpec(List.of(7, 5), Activation.TANH));
  private static final List<DecoderSpec> DECODERS =
      List.of(
          new FcDecoderSpec(),
          new FcDecoderSpec(List.of(), Activation.RELU),
          new FcDecoderSpec(List.of(5, 7), Activation.SOFTPLUS));

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Arguments> models() {
    List<Arguments> models = new ArrayList<>();
    for (boolean conditional : new boolean[] {false, true}) {
      for (int i = 0; i < ENCODERS.size(); i++) {
        models.add(Arguments.of(new ModelSpec(4, conditional, ENCODERS.get(i), DECODERS.get(i))));
      }
    }
    return models.stream();
  }

  @Test
  void everyPermittedSpecHasASample() {
    Set<Class<?>> sampled = new HashSet<>();
    ENCODERS.forEach(spec -> sampled.add(spec.getClass()));
    DECODERS.forEach(spec -> sampled.add(spec.getClass()));

    assertThat(sampled).containsAll(Arrays.asList(EncoderSpec.class.getPermittedSubclasses()));
    assertThat(sampled).containsAll(Arrays.asList(DecoderSpec.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void shapes(ModelSpec spec) {
    Vae model = initialised(spec, DataType.FLOAT32);
    for (int batch : new int[] {1, 6}) {
      VaeOutput output = forward(model, batch, DataType.FLOAT32);

      assertThat(output.z().getShape()).isEqualTo(new Shape(batch, 4));
      assertThat(output.posterior().mean().getShape()).isEqualTo(new Shape(batch, 4));
      assertThat(output.posterior().logVariance().getShape()).isEqualTo(new Shape(batch, 4));
      assertThat(output.likelihood().mean().getShape()).isEqualTo(IMAGE.batch(batch));
      assertThat(model.getOutputShapes(inputShapes(model, batch)))
          .containsExactly(
              new Shape(batch, 4), new Shape(batch, 4), new Shape(batch, 4), IMAGE.batch(batch));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSeedGivesTheSameWeightsAndOutput(ModelSpec spec) {
    engine.seed(5);
    float[] first =
        forward(initialised(spec, DataType.FLOAT32), 3, DataType.FLOAT32)
            .likelihood()
            .mean()
            .toFloatArray();
    engine.seed(5);
    float[] second =
        forward(initialised(spec, DataType.FLOAT32), 3, DataType.FLOAT32)
            .likelihood()
            .mean()
            .toFloatArray();

    assertThat(second).isEqualTo(first);
  }

  /** Backward against central differences, in every parameter, in float64. */
  @ParameterizedTest
  @MethodSource("models")
  void gradientsAgreeWithFiniteDifferences(ModelSpec spec) {
    engine.seed(11);
    Vae model = initialised(spec, DataType.FLOAT64);
    NDArray images = manager.randomUniform(0, 1, IMAGE.batch(3), DataType.FLOAT64);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss(model, images));
    }
    double step = 1e-5;
    for (Map.Entry<String, Parameter> entry : NamedParameters.of(model).entrySet()) {
      NDArray weight = entry.getValue().getArray();
      double[] gradient = weight.getGradient().toDoubleArray();
      double[] values = weight.toDoubleArray();
      for (int i = 0; i < values.length; i += 1 + values.length / 12) {
        double kept = values[i];
        values[i] = kept + step;
        weight.set(values);
        double above = loss(model, images).getDouble();
        values[i] = kept - step;
        weight.set(values);
        double below = loss(model, images).getDouble();
        values[i] = kept;
        weight.set(values);

        assertThat(gradient[i])
            .as(entry.getKey() + "[" + i + "]")
            .isCloseTo((above - below) / (2 * step), within(1e-7 + 1e-6 * Math.abs(gradient[i])));
      }
    }
  }

  /** The counts that PyTorch has for the same layers. */
  @ParameterizedTest
  @CsvSource({"256, 2, false, 404244", "256, 2, true, 409364", "400, 20, false, 652824"})
  void parameterCounts(int hidden, int latent, boolean conditional, long expected) {
    ModelSpec spec =
        new ModelSpec(
            latent,
            conditional,
            new FcEncoderSpec(List.of(hidden), Activation.RELU),
            new FcDecoderSpec(List.of(hidden), Activation.RELU));
    Vae model = spec.create(new ImageShape(1, 28, 28), 10, new BernoulliLikelihood());
    model.initialize(manager);

    assertThat(NamedParameters.count(model)).isEqualTo(expected);
  }

  @Test
  void parametersHaveReadableNames() {
    Vae model = initialised(new ModelSpec(), DataType.FLOAT32);

    assertThat(NamedParameters.of(model).keySet())
        .containsExactly(
            "encoder.hidden.0.weight",
            "encoder.hidden.0.bias",
            "encoder.mean.weight",
            "encoder.mean.bias",
            "encoder.logVariance.weight",
            "encoder.logVariance.bias",
            "decoder.hidden.0.weight",
            "decoder.hidden.0.bias",
            "decoder.output.weight",
            "decoder.output.bias");
  }

  @Test
  void initialWeightsAreUniformByFanIn() {
    engine.seed(2);
    Vae model = new ModelSpec().create(new ImageShape(1, 28, 28), 10, new BernoulliLikelihood());
    model.initialize(manager);
    NDArray weight = NamedParameters.of(model).values().iterator().next().getArray();

    assertThat(weight.abs().max().getFloat()).isBetween(0.0357f, 1 / 28f);
    assertThat(weight.square().mean().getFloat()).isCloseTo(1 / (3f * 784), within(2e-6f));
    assertThat(weight.mean().getFloat()).isCloseTo(0, within(2e-4f));
  }

  @Test
  void aConditionalNetworkSaysThatItNeedsLabels() {
    ModelSpec spec = new ModelSpec(2, true, new FcEncoderSpec(), new FcDecoderSpec());
    Vae model = initialised(spec, DataType.FLOAT32);

    assertThatThrownBy(
            () ->
                model.forward(
                    new ParameterStore(manager, false), manager.zeros(IMAGE.batch(1)), null, false))
        .hasMessageContaining("needs a second input, the one-hot labels (B, 3)");
  }

  private NDArray loss(Vae model, NDArray images) {
    engine.seed(13);
    ParameterStore weights = new ParameterStore(manager, false);
    NDArray labels = model.conditional() ? labels(3, DataType.FLOAT64) : null;
    VaeOutput output = model.forward(weights, images, labels, true);
    return new Elbo().terms(output, images).loss().mean();
  }

  private Vae initialised(ModelSpec spec, DataType type) {
    Vae model = spec.create(IMAGE, CLASSES, new BernoulliLikelihood());
    model.initialize(manager, type, inputShapes(model, 1));
    return model;
  }

  private static Shape[] inputShapes(Vae model, int batch) {
    return model.conditional()
        ? new Shape[] {IMAGE.batch(batch), new Shape(batch, CLASSES)}
        : new Shape[] {IMAGE.batch(batch)};
  }

  private VaeOutput forward(Vae model, int batch, DataType type) {
    NDArray ones = manager.ones(IMAGE.batch(batch), type);
    NDArray images = ones.mul(Scalars.like(ones, 0.3));
    NDArray labels = model.conditional() ? labels(batch, type) : null;
    NDList inputs = labels == null ? new NDList(images) : new NDList(images, labels);
    return VaeOutput.fromList(
        model.forward(new ParameterStore(manager, false), inputs, false),
        new BernoulliLikelihood());
  }

  private NDArray labels(int batch, DataType type) {
    return manager.zeros(new Shape(batch)).oneHot(CLASSES, type);
  }
}
