package org.vaelab.models;

import org.vaelab.engine.ImageShape;
import org.vaelab.engine.Settings;
import org.vaelab.losses.distribution.Likelihood;

/**
 * A variational autoencoder.
 *
 * @param latent Z, how many dimensions the latent code has
 * @param conditional whether encoder and decoder see the label
 * @param encoder the network of q(z|x)
 * @param decoder the network of p(x|z)
 */
public record ModelSpec(int latent, boolean conditional, EncoderSpec encoder, DecoderSpec decoder) {
  /** Checks the latent size. */
  public ModelSpec {
    new Settings().atLeast("latent", latent, 1).check();
  }

  /** Two latent dimensions, unconditional, one hidden layer of 256 on each side. */
  public ModelSpec() {
    this(2, false, new FcEncoderSpec(), new FcDecoderSpec());
  }

  /**
   * The network that this describes, not yet initialised.
   *
   * @param image the shape of an image
   * @param classes how many classes the labels have; used where conditional
   * @param likelihood how the decoder's output is read
   * @return a new block
   */
  public Vae create(ImageShape image, int classes, Likelihood likelihood) {
    int labels = conditional ? classes : 0;
    ImageShape planes =
        new ImageShape(image.channels() * likelihood.planes(), image.height(), image.width());
    return new Vae(
        encoder.create(image, labels, latent),
        decoder.create(planes, labels, latent),
        likelihood,
        image,
        labels,
        latent);
  }
}
