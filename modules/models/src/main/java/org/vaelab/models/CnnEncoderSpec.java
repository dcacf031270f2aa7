package org.vaelab.models;

import java.util.List;
import org.vaelab.engine.ImageShape;
import org.vaelab.engine.Settings;
import org.vaelab.losses.distribution.Scale;

/**
 * A convolutional encoder: convolutions, then hidden layers.
 *
 * @param convolutions from input to output; at least one
 * @param hidden fully connected layers after them; may be empty
 * @param activation what follows each layer that says nothing else
 * @param initializer how the weights begin
 * @param labels where a label enters: channels, columns or features
 */
public record CnnEncoderSpec(
    List<ConvolutionSpec> convolutions,
    List<DenseSpec> hidden,
    Activation activation,
    Initialization initializer,
    LabelEntry labels)
    implements EncoderSpec {
  /** Checks that there are convolutions, and where the label enters. */
  public CnnEncoderSpec {
    convolutions = List.copyOf(convolutions);
    hidden = List.copyOf(hidden);
    new Settings()
        .require(
            !convolutions.isEmpty(),
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

  private static ConvolutionSpec halving(int channels) {
    return new ConvolutionSpec(channels, 4, 2, new Padding.Symmetric(1));
  }

  /**
   * The preset cnn2: two convolutions of kernel 5 and stride 2, as in system 004.
   *
   * @return a spec
   */
  public static CnnEncoderSpec cnn2() {
    Padding none = new Padding.Symmetric(0);
    return preset(new ConvolutionSpec(16, 5, 2, none), new ConvolutionSpec(32, 5, 2, none));
  }

  /**
   * The preset cnn3: three convolutions with SAME padding, as in system 004.
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

  @Override
  public Encoder create(ImageShape image, int classes, int latent, Scale scale, boolean detached) {
    FeatureNetwork features =
        new FeatureNetwork(image, classes, labels, convolutions, hidden, activation, initializer);
    return new Encoder(classes, features, latent, initializer, scale, detached);
  }
}
