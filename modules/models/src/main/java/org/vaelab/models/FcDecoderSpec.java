package org.vaelab.models;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.vaelab.engine.ImageShape;

/**
 * A fully connected decoder: hidden layers, and one more to the pixels.
 *
 * @param hidden its hidden layers, from input to output; may be empty
 * @param activation what follows each hidden layer that says nothing else
 * @param initializer how the weights begin
 */
public record FcDecoderSpec(
    List<DenseSpec> hidden, Activation activation, Initialization initializer)
    implements DecoderSpec {
  /** Copies the list. */
  public FcDecoderSpec {
    hidden = List.copyOf(hidden);
  }

  /** One hidden layer of 256 with relu. */
  public FcDecoderSpec() {
    this(DenseSpec.layers(256), new Activation.Relu());
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
   * The preset fc3: two hidden layers of 500 with sigmoid, as in the CVAE of system 004.
   *
   * @return a spec
   */
  public static FcDecoderSpec fc3() {
    return new FcDecoderSpec(
        DenseSpec.layers(500, 500), new Activation.Sigmoid(), Initialization.GLOROT_UNIFORM);
  }

  @Override
  public Decoder create(ImageShape output, int classes, int latent) {
    long inputs = (long) latent + classes;
    Layers dense = DenseLayers.create(inputs, hidden, activation, initializer);
    Dense pixels = DenseLayers.dense(dense.output().size(), output.size(), initializer);
    return new Decoder(
        classes,
        output,
        List.of(
            new Decoder.Stage("hidden", dense, new Shape(inputs)),
            new Decoder.Stage("output", pixels, dense.output())));
  }
}
