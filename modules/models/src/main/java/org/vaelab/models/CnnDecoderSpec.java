package org.vaelab.models;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.engine.ImageShape;
import org.vaelab.engine.Settings;

/**
 * A convolutional decoder: hidden layers, one more to a small image, and transposed convolutions
 * that enlarge it. The sizes of the images between are worked out from the last to the first.
 *
 * @param hidden fully connected layers; may be empty
 * @param start the small image
 * @param transposedConvolutions from the small image on, without the last; may be empty
 * @param output the last one, to the image
 * @param activation what follows each layer but the last that says nothing else
 * @param initializer how the weights begin
 */
public record CnnDecoderSpec(
    List<DenseSpec> hidden,
    StartSpec start,
    List<TransposedConvolutionSpec> transposedConvolutions,
    OutputConvolutionSpec output,
    Activation activation,
    Initialization initializer)
    implements DecoderSpec {
  /** Copies the lists. */
  public CnnDecoderSpec {
    hidden = List.copyOf(hidden);
    transposedConvolutions = List.copyOf(transposedConvolutions);
  }

  /** The mirror of the default convolutional encoder. */
  public CnnDecoderSpec() {
    this(
        DenseSpec.layers(256),
        new StartSpec(64),
        List.of(new TransposedConvolutionSpec(32, 4, 2, new Padding.Symmetric(1))),
        new OutputConvolutionSpec(4, 2, new Padding.Symmetric(1)),
        new Activation.Relu(),
        Initialization.PYTORCH);
  }

  /**
   * The preset cnn2: from 8 channels, kernels of 5 and strides of 2, as in system 004 but for its
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
   * convolutions, as in system 004.
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
    List<TransposedConvolutionSpec> all = new ArrayList<>(transposedConvolutions);
    all.add(output.withChannels(image.channels()));
    List<ImageShape> shapes = TransposedLayers.shapes(start.channels(), all, image);
    ImageShape small = shapes.get(0);
    checkStart(shapes);
    long inputs = (long) latent + classes;
    Layers dense = DenseLayers.create(inputs, hidden, activation, initializer);
    DenseSpec toStart = new DenseSpec(small.size(), start.batchNorm(), start.activation());
    Layers startLayer =
        DenseLayers.create(dense.output().size(), List.of(toStart), activation, initializer);
    Layers enlarging = TransposedLayers.create(shapes, all, activation, initializer);
    return new Decoder(
        classes,
        image,
        List.of(
            new Decoder.Stage("hidden", dense, new Shape(inputs)),
            new Decoder.Stage("start", startLayer, dense.output()),
            new Decoder.Stage(
                "transposedConvolutions", enlarging, ConvolutionLayers.shape(small))));
  }

  private void checkStart(List<ImageShape> shapes) {
    ImageShape small = shapes.get(0);
    String chain = String.join(" -> ", shapes.stream().map(ImageShape::toString).toList());
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
