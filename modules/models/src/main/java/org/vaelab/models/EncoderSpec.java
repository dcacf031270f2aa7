package org.vaelab.models;

import org.vaelab.engine.ImageShape;

/** The choice of an encoder. */
public sealed interface EncoderSpec permits FcEncoderSpec {
  /**
   * The encoder that this describes, not yet initialised.
   *
   * @param image the shape of its input
   * @param classes K of the one-hot label that joins the input; 0 for none
   * @param latent Z
   * @return a new block
   */
  Encoder create(ImageShape image, int classes, int latent);
}
