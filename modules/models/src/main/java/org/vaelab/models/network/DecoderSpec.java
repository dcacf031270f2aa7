package org.vaelab.models.network;

import org.vaelab.input.ImageShape;

/** The choice of a decoder. Sealed: each is a list of layers, and those are open to anyone's. */
public sealed interface DecoderSpec permits FcDecoderSpec, CnnDecoderSpec {
  /**
   * The decoder that this describes, not yet initialised.
   *
   * @param output the shape of its output: the image's, with all planes of the likelihood
   * @param classes K of the one-hot label that joins z; 0 for none
   * @param latent Z
   * @return a new block
   * @throws org.vaelab.input.InvalidSettingsException where it does not fit the image
   */
  Decoder create(ImageShape output, int classes, int latent);
}
