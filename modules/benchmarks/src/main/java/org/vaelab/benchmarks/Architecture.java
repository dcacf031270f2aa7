package org.vaelab.benchmarks;

import org.vaelab.models.layer.Activation;
import org.vaelab.models.network.CnnDecoderSpec;
import org.vaelab.models.network.CnnEncoderSpec;
import org.vaelab.models.layer.DenseSpec;
import org.vaelab.models.network.FcDecoderSpec;
import org.vaelab.models.network.FcEncoderSpec;
import org.vaelab.models.vae.VaeSpec;

/** The networks that are timed; those of the whole-run comparison as well. */
public enum Architecture {
  /** 784-400-20, mirrored. */
  FC {
    @Override
    VaeSpec spec() {
      return fc(400, LATENT);
    }
  },
  /** Convolutions to 32 and 64 channels, kernel 4, stride 2, hidden 256; mirrored. */
  CNN {
    @Override
    VaeSpec spec() {
      return new VaeSpec(LATENT, false, new CnnEncoderSpec(), new CnnDecoderSpec());
    }
  };

  static final int LATENT = 20;

  abstract VaeSpec spec();

  /** 784-hidden-latent, mirrored. */
  static VaeSpec fc(int hidden, int latent) {
    return new VaeSpec(
        latent,
        false,
        new FcEncoderSpec(DenseSpec.layers(hidden), new Activation.Relu()),
        new FcDecoderSpec(DenseSpec.layers(hidden), new Activation.Relu()));
  }
}
