package org.vaelab.models.network;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.LayerList;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.layer.Layers;
import org.vaelab.models.layer.OutputConvolutionSpec;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.layer.TransposedConvolutionSpec;
import org.vaelab.models.parameter.Initialization;

/**
 * A convolutional decoder: hidden layers, one more to a small image, and transposed convolutions
 * that enlarge it; or layers of any kind around that start. The sizes of the images between are
 * worked out from the last to the first.
 *
 * @param hidden fully connected layers; may be empty
 * @param start the small image
 * @param transposedConvolutions from the small image on, without the last; may be empty
 * @param layers in place of {@code hidden} and {@code transposedConvolutions}, layers of any kind:
 *     those up to the last that reads features stand before the small image; null for none
 * @param output the last one, to the image
 * @param activation what follows each layer but the last that says nothing else
 * @param initializer how the weights begin
 */
public record CnnDecoderSpec(
    List<DenseSpec> hidden,
    StartSpec start,
    List<TransposedConvolutionSpec> transposedConvolutions,
    @Nullable List<LayerSpec> layers,
    OutputConvolutionSpec output,
    Activation activation,
    Initialization initializer)
    implements DecoderSpec {
  private static final OutputConvolutionSpec DOUBLING =
      new OutputConvolutionSpec(4, 2, new Padding.Symmetric(1));

  /** Checks that the layers are given once. */
  public CnnDecoderSpec {
    hidden = List.copyOf(hidden);
    transposedConvolutions = List.copyOf(transposedConvolutions);
    layers = layers == null ? null : List.copyOf(layers);
    LayerList.refuseBoth(
        layers != null && !(hidden.isEmpty() && transposedConvolutions.isEmpty()),
        "hidden and transposedConvolutions");
  }

  /** The mirror of the default convolutional encoder. */
  public CnnDecoderSpec() {
    this(
        DenseSpec.layers(256),
        new StartSpec(64),
        List.of(new TransposedConvolutionSpec(32, 4, 2, new Padding.Symmetric(1))),
        DOUBLING,
        new Activation.Relu(),
        Initialization.PYTORCH);
  }

  /**
   * Layers of any kind around a small image of 64 channels, and one that doubles its size; relu and
   * PyTorch's initial weights.
   *
   * @param layers from input to output; may be empty
   */
  public CnnDecoderSpec(List<LayerSpec> layers) {
    this(
        List.of(),
        new StartSpec(64),
        List.of(),
        layers,
        DOUBLING,
        new Activation.Relu(),
        Initialization.PYTORCH);
  }

  /**
   * Hidden layers and transposed convolutions.
   *
   * @param hidden fully connected layers; may be empty
   * @param start the small image
   * @param transposedConvolutions from the small image on, without the last; may be empty
   * @param output the last one, to the image
   * @param activation what follows each layer but the last that says nothing else
   * @param initializer how the weights begin
   */
  public CnnDecoderSpec(
      List<DenseSpec> hidden,
      StartSpec start,
      List<TransposedConvolutionSpec> transposedConvolutions,
      OutputConvolutionSpec output,
      Activation activation,
      Initialization initializer) {
    this(hidden, start, transposedConvolutions, null, output, activation, initializer);
  }

  /**
   * The preset cnn2: from 8 channels, kernels of 5 and strides of 2, as in asahi417 but for its
   * relu before the last sigmoid, which can make no pixel darker than 1/2.
   *
   * @return a spec
   */
  public static CnnDecoderSpec cnn2() {
    Padding same = new Padding.Same();
    return preset(
        8,
        List.of(new TransposedConvolutionSpec(8, 5, 2, same)),
        new OutputConvolutionSpec(5, 2, same));
  }

  /**
   * The preset cnn3: a hidden layer of 256 as a small image of 64 channels, then three transposed
   * convolutions, as in asahi417.
   *
   * @return a spec
   */
  public static CnnDecoderSpec cnn3() {
    Padding same = new Padding.Same();
    return preset(
        64,
        List.of(
            new TransposedConvolutionSpec(32, 2, 2, same),
            new TransposedConvolutionSpec(16, 3, 3, same)),
        new OutputConvolutionSpec(4, 4, same));
  }

  private static CnnDecoderSpec preset(
      int start, List<TransposedConvolutionSpec> transposed, OutputConvolutionSpec output) {
    return new CnnDecoderSpec(
        List.of(),
        new StartSpec(start),
        transposed,
        output,
        new Activation.Relu(),
        Initialization.HE_TRUNCATED);
  }

  @Override
  public Decoder create(ImageShape image, int classes, int latent) {
    LayerList before = LayerList.of("hidden", hidden);
    LayerList after = LayerList.of("transposedConvolutions", transposedConvolutions);
    int last = transposedConvolutions.size();
    if (layers != null) {
      LayerList all = LayerList.of("layers", layers);
      last = layers.size();
      before = all.part(0, all.throughFeatures());
      after = all.part(all.throughFeatures(), last);
    }
    after = after.and("output", last, output.withChannels(image.channels()));
    List<Shape> shapes = after.backward(start.channels(), image);
    checkStart(shapes);
    Shape code = new Shape((long) latent + classes);
    Decoder.Stage features = stage(before, before.forward(code));
    LayerList small = start(shapes.get(0));
    return new Decoder(
        classes,
        image,
        List.of(features, stage(small, small.forward(features.output())), stage(after, shapes)));
  }

  private Decoder.Stage stage(LayerList list, List<Shape> shapes) {
    Layers layers = list.create(shapes, activation, initializer);
    return new Decoder.Stage(
        list.name(),
        layers,
        shapes.get(0),
        layers.output(),
        path -> list.operations(path, shapes, activation, initializer));
  }

  /** The layer from features to the small image, as one row of numbers. */
  private LayerList start(Shape small) {
    DenseSpec dense =
        new DenseSpec(Math.toIntExact(small.size()), start.batchNorm(), start.activation());
    return LayerList.of("start", List.of(dense));
  }

  private void checkStart(List<Shape> shapes) {
    ImageShape small = LayerSpec.image(shapes.get(0));
    String chain = LayerList.chain(shapes);
    Settings settings = new Settings();
    if (start.height() != null) {
      settings.require(
          start.height() == small.height(),
          "start.height",
          "must be "
              + small.height()
              + " to reach the image ("
              + chain
              + "), was "
              + start.height());
    }
    if (start.width() != null) {
      settings.require(
          start.width() == small.width(),
          "start.width",
          "must be " + small.width() + " to reach the image (" + chain + "), was " + start.width());
    }
    settings.check();
  }
}
