package org.vaelab.models;

import java.util.List;
import org.vaelab.engine.ImageShape;
import org.vaelab.engine.Settings;
import org.vaelab.losses.distribution.Scale;

/**
 * A fully connected encoder.
 *
 * @param hidden its hidden layers, from input to output; may be empty
 * @param activation what follows each hidden layer that says nothing else
 * @param initializer how the weights begin
 * @param labels where a label enters: pixels
 */
public record FcEncoderSpec(
    List<DenseSpec> hidden, Activation activation, Initialization initializer, LabelEntry labels)
    implements EncoderSpec {
  /** Checks where the label enters. */
  public FcEncoderSpec {
    hidden = List.copyOf(hidden);
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
   * PyTorch's initial weights.
   *
   * @param hidden its hidden layers, from input to output; may be empty
   * @param activation what follows each hidden layer that says nothing else
   */
  public FcEncoderSpec(List<DenseSpec> hidden, Activation activation) {
    this(hidden, activation, Initialization.PYTORCH, LabelEntry.PIXELS);
  }

  /**
   * The preset fc3: two hidden layers of 500 with sigmoid, as in the CVAE of system 004.
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

  @Override
  public Encoder create(ImageShape image, int classes, int latent, Scale scale, boolean detached) {
    FeatureNetwork features =
        new FeatureNetwork(image, classes, labels, List.of(), hidden, activation, initializer);
    return new Encoder(classes, features, latent, initializer, scale, detached);
  }
}
