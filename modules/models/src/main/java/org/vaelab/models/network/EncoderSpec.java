package org.vaelab.models.network;

import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.Scale;

/** The choice of an encoder. Sealed: each is a list of layers, and those are open to anyone's. */
public sealed interface EncoderSpec extends FeatureSpec permits FcEncoderSpec, CnnEncoderSpec {
  /**
   * Where a label enters.
   *
   * @return used where the model is conditional
   */
  LabelEntry labels();

  /**
   * The encoder that this describes, not yet initialised.
   *
   * @param image the shape of its input
   * @param classes K of the one-hot label that it sees; 0 for none
   * @param latent Z
   * @param scale how the posterior's standard deviation is read
   * @param detached whether gradients stop before the two heads
   * @return a new block
   * @throws org.vaelab.input.InvalidSettingsException where it does not fit the image
   */
  default Encoder create(ImageShape image, int classes, int latent, Scale scale, boolean detached) {
    FeatureNetwork features = new FeatureNetwork(image, classes, labels(), this);
    return new Encoder(classes, features, latent, initializer(), scale, detached);
  }
}
