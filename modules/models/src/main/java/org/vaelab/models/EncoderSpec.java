package org.vaelab.models;

import java.util.List;
import org.vaelab.engine.ImageShape;
import org.vaelab.losses.distribution.Scale;

/** The choice of an encoder. */
public sealed interface EncoderSpec permits FcEncoderSpec, CnnEncoderSpec {
  /**
   * The widths of the hidden layers, from input to output.
   *
   * @return may be empty
   */
  List<DenseSpec> hidden();

  /**
   * What follows each layer that says nothing else.
   *
   * @return the network's activation
   */
  Activation activation();

  /**
   * How the weights begin.
   *
   * @return for all layers
   */
  Initialization initializer();

  /**
   * The encoder that this describes, not yet initialised.
   *
   * @param image the shape of its input
   * @param classes K of the one-hot label that it sees; 0 for none
   * @param latent Z
   * @param scale how the posterior's standard deviation is read
   * @param detached whether gradients stop before the two heads
   * @return a new block
   * @throws org.vaelab.engine.InvalidSettingsException where it does not fit the image
   */
  Encoder create(ImageShape image, int classes, int latent, Scale scale, boolean detached);
}
