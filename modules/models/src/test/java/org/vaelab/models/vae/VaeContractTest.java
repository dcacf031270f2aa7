package org.vaelab.models.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.Scalars;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.Scale;
import org.vaelab.losses.distribution.SoftplusScale;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.LatentLayer;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.FiniteDifferences;
import org.vaelab.models.layer.OutputConvolutionSpec;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.layer.TransposedConvolutionSpec;
import org.vaelab.models.network.CnnDecoderSpec;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.network.DecoderSpec;
import org.vaelab.models.network.EncoderSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.network.LabelEntry;
import org.vaelab.models.network.StartSpec;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.parameter.NamedParameters;

/** What every network promises, whatever its encoder and decoder. */
class VaeContractTest {
  private static final ImageShape IMAGE = new ImageShape(2, 4, 6);
  private static final int CLASSES = 3;
  private static final Padding SAME = new Padding.Same();
  private static final List<EncoderSpec> ENCODERS =
      List.of(
          new FcEncoderSpec(),
          new FcEncoderSpec(List.of(), new Activation.Relu()),
          new FcEncoderSpec(
              List.of(new DenseSpec(7), new DenseSpec(5, true, new Activation.Gelu())),
              new Activation.Tanh()),
          cnn(LabelEntry.CHANNELS, new Activation.Silu()),
          cnn(LabelEntry.COLUMNS, new Activation.Elu()),
          cnn(LabelEntry.FEATURES, new Activation.LeakyRelu(0.2)));
  private static final List<DecoderSpec> DECODERS =
      List.of(
          new FcDecoderSpec(),
          new FcDecoderSpec(List.of(), new Activation.Relu()),
          new FcDecoderSpec(DenseSpec.layers(5, 7), new Activation.Softplus()),
          new CnnDecoderSpec(
              DenseSpec.layers(6),
              new StartSpec(3),
              List.of(new TransposedConvolutionSpec(4, 3, 2, SAME, 0, true, null)),
              new OutputConvolutionSpec(2, 1, SAME),
              new Activation.Silu(),
              Initialization.GLOROT_UNIFORM),
          new CnnDecoderSpec(
              List.of(),
              new StartSpec(2, 2, 4, true, null),
              List.of(),
              new OutputConvolutionSpec(3, 1, new Padding.Symmetric(0), 0, new Activation.Tanh()),
              new Activation.Sigmoid(),
              Initialization.KAIMING_NORMAL),
          new CnnDecoderSpec(
              List.of(),
              new StartSpec(2),
              List.of(
                  new TransposedConvolutionSpec(
                      2, 3, 2, new Padding.Symmetric(1), 1, false, new Activation.Gelu())),
              new OutputConvolutionSpec(1),
              new Activation.Identity(),
              Initialization.HE_TRUNCATED));

  /**
   * Nothing that differences cannot follow: no pooling behind constant columns, whose equal values
   * have no single maximum; and biases other than 0, where some activations bend.
   */
  private static EncoderSpec cnn(LabelEntry entry, Activation activation) {
    int pool = entry == LabelEntry.COLUMNS ? 1 : 2;
    return new CnnEncoderSpec(
        List.of(
            new ConvolutionSpec(3, 3, 2, SAME),
            new ConvolutionSpec(2, 2, 1, new Padding.Symmetric(1), pool, true, null)),
        DenseSpec.layers(4),
        activation,
        Initialization.PYTORCH,
        entry);
  }

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
        models.add(Arguments.of(spec(conditional, i)));
      }
    }
    return models.stream();
  }

  static Stream<VaeSpec> conditionalModels() {
    return IntStream.range(0, ENCODERS.size()).mapToObj(i -> spec(true, i));
  }

  /** Each network with another scale and prior, so that all of them are met. */
  private static VaeSpec spec(boolean conditional, int i) {
    Scale scale = i % 2 == 0 ? new ExpScale(i == 2 ? 0.1 : 0) : new SoftplusScale();
    PriorSpec prior =
        switch (i % 3) {
          case 0 -> new PriorSpec.StandardNormal();
          case 1 -> new PriorSpec.Learned();
          default -> conditional ? new PriorSpec.Label() : new PriorSpec.Learned();
        };
    return new VaeSpec(4, conditional, ENCODERS.get(i), DECODERS.get(i), scale, prior, false);
  }

  @Test
  void everyPermittedSpecHasASample() {
    Set<Class<?>> sampled = new HashSet<>();
    ENCODERS.forEach(spec -> sampled.add(spec.getClass()));
    DECODERS.forEach(spec -> sampled.add(spec.getClass()));
    for (int i = 0; i < ENCODERS.size(); i++) {
      sampled.add(spec(true, i).scale().getClass());
      sampled.add(spec(true, i).prior().getClass());
    }
    assertThat(sampled).contains(ExpScale.class, SoftplusScale.class);
    assertThat(sampled).contains(PriorSpec.StandardNormal.class, PriorSpec.Learned.class);
    assertThat(sampled).contains(PriorSpec.Label.class);
    assertThat(sampled).containsAll(Arrays.asList(EncoderSpec.class.getPermittedSubclasses()));
    assertThat(sampled).containsAll(Arrays.asList(DecoderSpec.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void shapes(VaeSpec spec) {
    Vae model = initialised(spec, DataType.FLOAT32);
    for (int batch : new int[] {1, 6}) {
      VaeOutput output = forward(model, batch, DataType.FLOAT32);

      LatentLayer codes = output.layers().get(0);
      assertThat(codes.z().getShape()).isEqualTo(new Shape(batch, 4));
      assertThat(codes.posterior().mean().getShape()).isEqualTo(new Shape(batch, 4));
      assertThat(codes.prior().mean().getShape()).isEqualTo(new Shape(batch, 4));
      assertThat(output.likelihood().mean().getShape()).isEqualTo(IMAGE.batch(batch));
      assertThat(model.getOutputShapes(inputShapes(model, batch)))
          .containsExactly(IMAGE.batch(batch), new Shape(batch, 4));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSeedGivesTheSameWeightsAndOutput(VaeSpec spec) {
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
  void gradientsAgreeWithFiniteDifferences(VaeSpec spec) {
    engine.seed(13);
    Vae model = initialised(spec, DataType.FLOAT64);
    NDArray images = manager.randomUniform(0, 1, IMAGE.batch(3), DataType.FLOAT64);
    FiniteDifferences.check(model, 12, () -> loss(model, images));
  }

  /** An image among others is what it is alone, with its own label in encoder and prior. */
  @ParameterizedTest
  @MethodSource("models")
  void eachImageIsReadWithItsOwnLabel(VaeSpec spec) {
    Vae model = jittered(spec);
    ParameterStore weights = new ParameterStore(manager, false);
    NDArray images = manager.randomUniform(0, 1, IMAGE.batch(4), DataType.FLOAT64);
    NDArray labels = model.conditional() ? labels(4, DataType.FLOAT64) : null;
    NDArray posterior = model.encode(weights, images, labels).mean();
    NDArray prior = model.prior(weights, manager, 4, labels).mean();
    for (int i = 0; i < 4; i++) {
      NDArray label = labels == null ? null : row(labels, i);
      assertThat(row(posterior, i).toDoubleArray())
          .containsExactly(
              model.encode(weights, row(images, i), label).mean().toDoubleArray(), within(1e-12));
      assertThat(doubles(row(prior, i)))
          .containsExactly(doubles(model.prior(weights, manager, 1, label).mean()), within(1e-12));
    }
  }

  /** All first samples come first, and so do their labels. */
  @ParameterizedTest
  @MethodSource("models")
  void eachSampleIsDecodedWithTheLabelOfItsImage(VaeSpec spec) {
    Vae model = jittered(spec);
    ParameterStore weights = new ParameterStore(manager, false);
    NDArray images = manager.randomUniform(0, 1, IMAGE.batch(3), DataType.FLOAT64);
    NDArray labels = model.conditional() ? labels(3, DataType.FLOAT64) : null;
    VaeOutput output = model.forward(weights, images, labels, 2, false);
    NDArray means = output.likelihood().mean();
    NDArray z = output.layers().get(0).z();

    assertThat(z.getShape()).isEqualTo(new Shape(6, 4));
    assertThat(row(z, 0).toDoubleArray()).isNotEqualTo(row(z, 3).toDoubleArray());
    for (int i = 0; i < 6; i++) {
      NDArray label = labels == null ? null : row(labels, i % 3);
      assertThat(row(means, i).toDoubleArray())
          .containsExactly(
              model.decode(weights, row(z, i), label).mean().toDoubleArray(), within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("conditionalModels")
  void anotherLabelIsAnotherCodeAndAnotherImage(VaeSpec spec) {
    Vae model = jittered(spec);
    ParameterStore weights = new ParameterStore(manager, false);
    NDArray image = manager.randomUniform(0, 1, IMAGE.batch(1), DataType.FLOAT64);
    NDArray z = manager.randomNormal(new Shape(1, 4)).toType(DataType.FLOAT64, false);
    NDArray first = row(labels(2, DataType.FLOAT64), 0);
    NDArray second = row(labels(2, DataType.FLOAT64), 1);

    assertThat(model.encode(weights, image, first).mean().toDoubleArray())
        .isNotEqualTo(model.encode(weights, image, second).mean().toDoubleArray());
    assertThat(model.decode(weights, z, first).mean().toDoubleArray())
        .isNotEqualTo(model.decode(weights, z, second).mean().toDoubleArray());
    if (spec.prior() instanceof PriorSpec.Label) {
      assertThat(model.prior(weights, manager, 1, first).mean().toDoubleArray())
          .isNotEqualTo(model.prior(weights, manager, 1, second).mean().toDoubleArray());
    }
  }

  @Test
  void parametersHaveReadableNames() {
    Vae model = initialised(new VaeSpec(), DataType.FLOAT32);

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
    Vae model = new VaeSpec().create(new ImageShape(1, 28, 28), 10, new BernoulliLikelihoodSpec());
    model.initialize(manager);
    NDArray weight = NamedParameters.of(model).values().iterator().next().getArray();

    assertThat(weight.abs().max().getFloat()).isBetween(0.0357f, 1 / 28f);
    assertThat(weight.square().mean().getFloat()).isCloseTo(1 / (3f * 784), within(2e-6f));
    assertThat(weight.mean().getFloat()).isCloseTo(0, within(2e-4f));
  }

  @Test
  void aConditionalNetworkSaysThatItNeedsLabels() {
    VaeSpec spec = new VaeSpec(2, true, new FcEncoderSpec(), new FcDecoderSpec());
    Vae model = initialised(spec, DataType.FLOAT32);

    assertThatThrownBy(
            () ->
                model.forward(
                    new ParameterStore(manager, false),
                    manager.zeros(IMAGE.batch(1)),
                    null,
                    1,
                    false))
        .hasMessageContaining("needs a second input, the one-hot labels (B, 3)");
  }

  private NDArray loss(Vae model, NDArray images) {
    engine.seed(13);
    ParameterStore weights = new ParameterStore(manager, false);
    NDArray labels = model.conditional() ? labels(3, DataType.FLOAT64) : null;
    VaeOutput output = model.forward(weights, images, labels, 2, true);
    return new Elbo(0.7).terms(output, images).loss().mean();
  }

  private Vae initialised(VaeSpec spec, DataType type) {
    Vae model = spec.create(IMAGE, CLASSES, new BernoulliLikelihoodSpec());
    model.initialize(manager, type, inputShapes(model, 1));
    return model;
  }

  /** In float64, and with no weight at its first value: learnt priors and biases begin with 0. */
  private Vae jittered(VaeSpec spec) {
    engine.seed(7);
    Vae model = initialised(spec, DataType.FLOAT64);
    for (Parameter parameter : NamedParameters.of(model).values()) {
      NDArray array = parameter.getArray();
      manager.randomUniform(-0.1f, 0.1f, array.getShape()).add(array).copyTo(array);
    }
    return model;
  }

  /** The standard normal prior is always float32. */
  private static double[] doubles(NDArray array) {
    return array.toType(DataType.FLOAT64, false).toDoubleArray();
  }

  private static NDArray row(NDArray rows, int i) {
    return rows.get(i + ":" + (i + 1));
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
    return VaeOutput.fromList(model.forward(new ParameterStore(manager, false), inputs, false));
  }

  private NDArray labels(int batch, DataType type) {
    int[] classes = IntStream.range(0, batch).map(image -> 2 * (image + 1) % CLASSES).toArray();
    return manager.create(classes).oneHot(CLASSES, type);
  }
}
