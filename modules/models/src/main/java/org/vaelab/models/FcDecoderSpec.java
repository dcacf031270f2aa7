package org.vaelab.models;

import java.util.List;
import org.vaelab.engine.ImageShape;

/**
 * A fully connected decoder.
 *
 * @param hidden the widths of its hidden layers, from input to output; may be empty
 * @param activation what follows each hidden layer
 */
public record FcDecoderSpec(List<Integer> hidden, Activation activation) implements DecoderSpec {
  /** Checks the widths. */
  public FcDecoderSpec {
    hidden = List.copyOf(hidden);
    LayerWidths.check("hidden", hidden);
  }

  /** One hidden layer of 256 with relu. */
  public FcDecoderSpec() {
    this(List.of(256), Activation.RELU);
  }

  @Override
  public FcDecoder create(ImageShape output, int classes, int latent) {
    return new FcDecoder(output, classes, latent, hidden, activation);
  }
}
