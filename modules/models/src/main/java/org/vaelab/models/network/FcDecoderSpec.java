package org.vaelab.models.network;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.Dense;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.layer.LayerList;
import org.vaelab.models.layer.LayerSpec;
import org.vaelab.models.layer.Layers;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.parameter.Initialization;

/**
 * A fully connected decoder: hidden layers, and one more to the pixels.
 *
 * @param hidden its hidden layers, from input to output; may be empty
 * @param layers in place of them, layers of any kind that read features; null for none
 * @param activation what follows each layer that says nothing else
 * @param initializer how the weights begin
 */
public record FcDecoderSpec(
    List<DenseSpec> hidden,
    @Nullable List<LayerSpec> layers,
    Activation activation,
    Initialization initializer)
    implements DecoderSpec {
  /** Checks that the layers are given once. */
  public FcDecoderSpec {
    hidden = List.copyOf(hidden);
    layers = layers == null ? null : List.copyOf(layers);
    LayerList.refuseBoth(layers != null && !hidden.isEmpty(), "hidden");
  }

  /** One hidden layer of 256 with relu. */
  public FcDecoderSpec() {
    this(DenseSpec.layers(256), new Activation.Relu());
  }

  /**
   * Layers of any kind that read features, relu and PyTorch's initial weights.
   *
   * @param layers from input to output; may be empty
   */
  public FcDecoderSpec(List<LayerSpec> layers) {
    this(List.of(), layers, new Activation.Relu(), Initialization.PYTORCH);
  }

  /**
   * Hidden layers.
   *
   * @param hidden its hidden layers, from input to output; may be empty
   * @param activation what follows each hidden layer that says nothing else
   * @param initializer how the weights begin
   */
  public FcDecoderSpec(List<DenseSpec> hidden, Activation activation, Initialization initializer) {
    this(hidden, null, activation, initializer);
  }

  /**
   * PyTorch's initial weights.
   *
   * @param hidden its hidden layers, from input to output; may be empty
   * @param activation what follows each hidden layer that says nothing else
   */
  public FcDecoderSpec(List<DenseSpec> hidden, Activation activation) {
    this(hidden, activation, Initialization.PYTORCH);
  }

  /**
   * The preset fc3: two hidden layers of 500 with sigmoid, as in the CVAE of asahi417.
   *
   * @return a spec
   */
  public static FcDecoderSpec fc3() {
    return new FcDecoderSpec(
        DenseSpec.layers(500, 500), new Activation.Sigmoid(), Initialization.GLOROT_UNIFORM);
  }

  @Override
  public Decoder create(ImageShape output, int classes, int latent) {
    LayerList list =
        layers == null ? LayerList.of("hidden", hidden) : LayerList.of("layers", layers);
    Shape code = new Shape((long) latent + classes);
    List<Shape> shapes = list.forward(code);
    Layers features = list.create(shapes, activation, initializer);
    Shape flat = new Shape(features.output().size());
    return new Decoder(
        classes,
        output,
        List.of(
            new Decoder.Stage(
                list.name(),
                features,
                code,
                features.output(),
                path -> list.operations(path, shapes, activation, initializer)),
            new Decoder.Stage(
                "output",
                Dense.create(flat.size(), output.size(), initializer),
                flat,
                new Shape(output.size()),
                path ->
                    List.of(
                        new Operation.Dense(path, Math.toIntExact(flat.size()), output.size())))));
  }
}
