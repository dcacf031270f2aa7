package org.vaelab.models;

import java.util.List;
import org.vaelab.engine.ImageShape;

/**
 * A fully connected encoder.
 *
 * @param hidden the widths of its hidden layers, from input to output; may be empty
 * @param activation what follows each hidden layer
 */
public record FcEncoderSpec(List<Integer> hidden, Activation activation) implements EncoderSpec {
  /** Checks the widths. */
  public FcEncoderSpec {
    hidden = List.copyOf(hidden);
    LayerWidths.check("hidden", hidden);
  }

  /** One hidden layer of 256 with relu. */
  public FcEncoderSpec() {
    this(List.of(256), Activation.RELU);
  }

  @Override
  public FcEncoder create(ImageShape image, int classes, int latent) {
    return new FcEncoder(image, classes, latent, hidden, activation);
  }
}
