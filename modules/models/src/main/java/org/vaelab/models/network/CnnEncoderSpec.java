package org.vaelab.models.network;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.LayerList;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.layer.Padding;
import org.vaelab.models.parameter.Initialization;

/**
 * A convolutional encoder: convolutions, then hidden layers; or layers of any kind.
 *
 * @param convolutions from input to output; at least one, unless {@code layers} is given
 * @param hidden fully connected layers after them; may be empty
 * @param layers in place of both, layers of any kind from input to output; null for none
 * @param activation what follows each layer that says nothing else
 * @param initializer how the weights begin
 * @param labels where a label enters: channels, columns or features
 */
public record CnnEncoderSpec(
    List<ConvolutionSpec> convolutions,
    List<DenseSpec> hidden,
    @Nullable List<LayerSpec> layers,
    Activation activation,
    Initialization initializer,
    LabelEntry labels)
    implements EncoderSpec {
  /** Checks that there are layers, given once, and where the label enters. */
  public CnnEncoderSpec {
    convolutions = List.copyOf(convolutions);
    hidden = List.copyOf(hidden);
    layers = layers == null ? null : List.copyOf(layers);
    LayerList.refuseBoth(
        layers != null && !(convolutions.isEmpty() && hidden.isEmpty()), "convolutions and hidden");
    new Settings()
        .require(
            layers != null || !convolutions.isEmpty(),
            "convolutions",
            "must have at least one; without any use type \"fc\"")
        .require(
            labels != LabelEntry.PIXELS,
            "labels",
            "must be \"channels\", \"columns\" or \"features\" in a convolutional encoder,"
                + " was \"pixels\"; \"pixels\" is for type \"fc\"")
        .check();
  }

  /** Convolutions to 32 and 64 channels that halve the image, and a hidden layer of 256. */
  public CnnEncoderSpec() {
    this(
        List.of(halving(32), halving(64)),
        DenseSpec.layers(256),
        new Activation.Relu(),
        Initialization.PYTORCH,
        LabelEntry.CHANNELS);
  }

  /**
   * Layers of any kind, relu, PyTorch's initial weights, and labels as channels.
   *
   * @param layers from input to output; may be empty
   */
  public CnnEncoderSpec(List<LayerSpec> layers) {
    this(
        List.of(),
        List.of(),
        layers,
        new Activation.Relu(),
        Initialization.PYTORCH,
        LabelEntry.CHANNELS);
  }

  /**
   * Convolutions and hidden layers.
   *
   * @param convolutions from input to output; at least one
   * @param hidden fully connected layers after them; may be empty
   * @param activation what follows each layer that says nothing else
   * @param initializer how the weights begin
   * @param labels where a label enters: channels, columns or features
   */
  public CnnEncoderSpec(
      List<ConvolutionSpec> convolutions,
      List<DenseSpec> hidden,
      Activation activation,
      Initialization initializer,
      LabelEntry labels) {
    this(convolutions, hidden, null, activation, initializer, labels);
  }

  private static ConvolutionSpec halving(int channels) {
    return new ConvolutionSpec(channels, 4, 2, new Padding.Symmetric(1));
  }

  /**
   * The preset cnn2: two convolutions of kernel 5 and stride 2, as in asahi417.
   *
   * @return a spec
   */
  public static CnnEncoderSpec cnn2() {
    Padding none = new Padding.Symmetric(0);
    return preset(new ConvolutionSpec(16, 5, 2, none), new ConvolutionSpec(32, 5, 2, none));
  }

  /**
   * The preset cnn3: three convolutions with SAME padding, as in asahi417.
   *
   * @return a spec
   */
  public static CnnEncoderSpec cnn3() {
    Padding same = new Padding.Same();
    return preset(
        new ConvolutionSpec(16, 6, 3, same),
        new ConvolutionSpec(32, 4, 3, same),
        new ConvolutionSpec(64, 2, 2, same));
  }

  private static CnnEncoderSpec preset(ConvolutionSpec... convolutions) {
    return new CnnEncoderSpec(
        List.of(convolutions),
        List.of(),
        new Activation.Relu(),
        Initialization.HE_TRUNCATED,
        LabelEntry.CHANNELS);
  }
}
