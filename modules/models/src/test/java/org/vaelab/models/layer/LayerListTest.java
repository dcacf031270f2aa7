package org.vaelab.models.layer;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.classifier.Classifier;
import org.vaelab.models.classifier.ClassifierSpec;
import org.vaelab.models.network.CnnDecoderSpec;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.network.LabelEntry;
import org.vaelab.models.network.StartSpec;
import org.vaelab.models.parameter.Initialization;
import org.vaelab.models.parameter.NamedParameters;
import org.vaelab.models.vae.Vae;
import org.vaelab.models.vae.VaeSpec;

/** Networks as lists of layers: the short forms are nothing else. */
class LayerListTest {
  private static final ImageShape IMAGE = new ImageShape(2, 9, 7);
  private static final int CLASSES = 3;
  private static final Activation ELU = new Activation.Elu();

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(value = LabelEntry.class, names = "PIXELS", mode = EnumSource.Mode.EXCLUDE)
  void theShortFormIsTheSameConvolutionalNetwork(LabelEntry entry) {
    ConvolutionSpec first = new ConvolutionSpec(3, 3, 2, new Padding.Same(), 1, true, null);
    ConvolutionSpec second = new ConvolutionSpec(4, 2, 1, new Padding.Symmetric(0), 2, false, null);
    TransposedConvolutionSpec up =
        new TransposedConvolutionSpec(3, 3, 2, new Padding.Symmetric(1), 0, true, ELU);
    StartSpec start = new StartSpec(5);
    OutputConvolutionSpec output = new OutputConvolutionSpec(3, 1, new Padding.Symmetric(1));
    Initialization glorot = Initialization.GLOROT_UNIFORM;
    VaeSpec shortForm =
        new VaeSpec(
            2,
            true,
            new CnnEncoderSpec(List.of(first, second), DenseSpec.layers(6), ELU, glorot, entry),
            new CnnDecoderSpec(DenseSpec.layers(5), start, List.of(up), output, ELU, glorot));
    VaeSpec layers =
        new VaeSpec(
            2,
            true,
            new CnnEncoderSpec(
                List.of(), List.of(), List.of(first, second, new DenseSpec(6)), ELU, glorot, entry),
            new CnnDecoderSpec(
                List.of(), start, List.of(), List.of(new DenseSpec(5), up), output, ELU, glorot));

    sameNumbers(shortForm, layers);
  }

  @Test
  void theShortFormIsTheSameFullyConnectedNetwork() {
    sameNumbers(
        new VaeSpec(
            2,
            true,
            new FcEncoderSpec(DenseSpec.layers(6, 5), new Activation.Relu()),
            new FcDecoderSpec(DenseSpec.layers(4), new Activation.Relu())),
        new VaeSpec(
            2,
            true,
            new FcEncoderSpec(List.of(new DenseSpec(6), new DenseSpec(5))),
            new FcDecoderSpec(List.of(new DenseSpec(4)))));
  }

  /** Pooling of its own is what a convolution does with an option. */
  @Test
  void theShortFormIsTheSameClassifier() {
    Padding same = new Padding.Same();
    ClassifierSpec shortForm =
        new ClassifierSpec(
            List.of(new ConvolutionSpec(3, 4, 1, same, 2, false, null)),
            DenseSpec.layers(4),
            new Activation.Relu(),
            Initialization.HE_TRUNCATED);
    ClassifierSpec layers =
        new ClassifierSpec(
            List.of(new ConvolutionSpec(3, 4, 1, same), new PoolSpec(), new DenseSpec(4)));
    NDArray images = manager.randomUniform(0, 1, IMAGE.batch(3));

    assertThat(logits(layers, images)).isEqualTo(logits(shortForm, images));
  }

  private float[] logits(ClassifierSpec spec, NDArray images) {
    engine.seed(3);
    Classifier model = spec.create(IMAGE, CLASSES);
    model.initialize(manager);
    return model
        .classify(new ParameterStore(manager, false), images, false)
        .logits()
        .toFloatArray();
  }

  private void sameNumbers(VaeSpec shortForm, VaeSpec layers) {
    List<float[]> expected = numbers(shortForm);
    List<float[]> found = numbers(layers);

    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).as("array %d", i).isEqualTo(expected.get(i));
    }
  }

  /** The first weights, and what they make of three images. */
  private List<float[]> numbers(VaeSpec spec) {
    engine.seed(3);
    Vae model = spec.create(IMAGE, CLASSES, new BernoulliLikelihoodSpec());
    model.initialize(manager);
    List<NDArray> weights =
        NamedParameters.of(model).values().stream().map(each -> each.getArray()).toList();
    NDArray images = manager.randomUniform(0, 1, IMAGE.batch(3));
    NDArray labels = manager.create(new int[] {0, 2, 1}).oneHot(CLASSES, DataType.FLOAT32);
    VaeOutput output = model.forward(new ParameterStore(manager, false), images, labels, 1, true);
    List<float[]> numbers = new java.util.ArrayList<>();
    weights.forEach(each -> numbers.add(each.toFloatArray()));
    numbers.add(output.layers().get(0).posterior().mean().toFloatArray());
    numbers.add(output.likelihood().mean().toFloatArray());
    return numbers;
  }

  @Test
  void whatDoesNotFitIsShownWithTheChainOfShapes() {
    ConvolutionSpec large = new ConvolutionSpec(3, 6);
    refused(
        () -> forward("layers", List.of(new PoolSpec(), large)),
        "layers[1].kernel is 6, larger than its padded input: 2x9x7 -> 2x5x4 -> ?; use a smaller"
            + " kernel, padding \"same\", or fewer convolutions");
    refused(
        () -> forward("layers", List.of(new DenseSpec(4), large)),
        "layers[1] reads an image, but 4 features come in: 2x9x7 -> 4 -> ?; in an encoder of type"
            + " \"cnn\" it stands before the dense layers, in a decoder after them");
    refused(
        () -> forward("layers", List.of(new TransposedConvolutionSpec(9, 9000, 9000, same()))),
        "layers[0] makes 45927000000 numbers of an image, more than 100000000: 2x9x7 -> ?; use"
            + " fewer channels, or smaller padding or strides");
  }

  @Test
  void whatCannotBeReachedIsShownWithTheChainOfShapes() {
    TransposedConvolutionSpec doubling =
        new TransposedConvolutionSpec(3, 4, 2, new Padding.Symmetric(1));
    refused(
        () -> backward(List.of(doubling)),
        "layers[0] cannot give an image 9 pixels high: ? -> 2x9x7; kernel 4 with stride 2 gives 8"
            + " or 10; change them, the padding or the outputPadding");
    refused(
        () -> backward(List.of(new PoolSpec(), new ConvolutionSpec(2, 3))),
        "layers[0] does not say what image becomes one of 11x9 pixels, as a decoder must know:"
            + " ? -> 11x9 -> 2x9x7; use layers that keep or enlarge the image");
    refused(
        () -> backward(List.of(new ConvolutionSpec(2, 3, 2, same()))),
        "layers[0].stride is 2, but a decoder's convolutions must keep the image's size: ? ->"
            + " 2x9x7; use 1, or a transposed convolution");
  }

  private static Padding same() {
    return new Padding.Same();
  }

  private static void forward(String field, List<LayerSpec> layers) {
    LayerList.of(field, layers).forward(new Shape(2, 9, 7));
  }

  private static void backward(List<LayerSpec> layers) {
    LayerList.of("layers", layers).backward(4, IMAGE);
  }

  private static void refused(Runnable creation, String message) {
    assertThatThrownBy(creation::run)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(message);
  }
}
