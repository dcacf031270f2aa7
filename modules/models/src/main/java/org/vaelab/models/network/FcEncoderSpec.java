package org.vaelab.models.network;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.LayerList;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.parameter.Initialization;

/**
 * A fully connected encoder.
 *
 * @param hidden its hidden layers, from input to output; may be empty
 * @param layers in place of them, layers of any kind that read features; null for none
 * @param activation what follows each layer that says nothing else
 * @param initializer how the weights begin
 * @param labels where a label enters: pixels
 */
public record FcEncoderSpec(
    List<DenseSpec> hidden,
    @Nullable List<LayerSpec> layers,
    Activation activation,
    Initialization initializer,
    LabelEntry labels)
    implements EncoderSpec {
  /** Checks that the layers are given once, and where the label enters. */
  public FcEncoderSpec {
    hidden = List.copyOf(hidden);
    layers = layers == null ? null : List.copyOf(layers);
    LayerList.refuseBoth(layers != null && !hidden.isEmpty(), "hidden");
    new Settings()
        .require(
            labels == LabelEntry.PIXELS,
            "labels",
            "must be \"pixels\" in a fully connected encoder, was \""
                + labels
                + "\"; columns, channels and features need convolutions: type \"cnn\"")
        .check();
  }

  /** One hidden layer of 256 with relu. */
  public FcEncoderSpec() {
    this(DenseSpec.layers(256), new Activation.Relu());
  }

  /**
   * Layers of any kind that read features, relu and PyTorch's initial weights.
   *
   * @param layers from input to output; may be empty
   */
  public FcEncoderSpec(List<LayerSpec> layers) {
    this(List.of(), layers, new Activation.Relu(), Initialization.PYTORCH, LabelEntry.PIXELS);
  }

  /**
   * Hidden layers.
   *
   * @param hidden its hidden layers, from input to output; may be empty
   * @param activation what follows each hidden layer that says nothing else
   * @param initializer how the weights begin
   * @param labels where a label enters: pixels
   */
  public FcEncoderSpec(
      List<DenseSpec> hidden,
      Activation activation,
      Initialization initializer,
      LabelEntry labels) {
    this(hidden, null, activation, initializer, labels);
  }

  /**
   * PyTorch's initial weights.
   *
   * @param hidden its hidden layers, from input to output; may be empty
   * @param activation what follows each hidden layer that says nothing else
   */
  public FcEncoderSpec(List<DenseSpec> hidden, Activation activation) {
    this(hidden, activation, Initialization.PYTORCH, LabelEntry.PIXELS);
  }

  /**
   * The preset fc3: two hidden layers of 500 with sigmoid, as in the CVAE of asahi417.
   *
   * @return a spec
   */
  public static FcEncoderSpec fc3() {
    return new FcEncoderSpec(
        DenseSpec.layers(500, 500),
        new Activation.Sigmoid(),
        Initialization.GLOROT_UNIFORM,
        LabelEntry.PIXELS);
  }

  /** None: pixels are flattened at once. */
  @Override
  public List<ConvolutionSpec> convolutions() {
    return List.of();
  }
}
