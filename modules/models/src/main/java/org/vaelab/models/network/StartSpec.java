package org.vaelab.models.network;

import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;
import org.vaelab.models.layer.Activation;
import org.vaelab.models.layer.ConvolutionSpec;

/**
 * The small image that a decoder's transposed convolutions start from; a fully connected layer
 * gives it. In a spec a bare number stands for its channels.
 *
 * @param channels how many
 * @param height in pixels; null for what the image's height needs
 * @param width in pixels; null for what the image's width needs
 * @param batchNorm whether the layer's outputs are normalised over the batch
 * @param activation what follows the layer; null for that of the network
 */
public record StartSpec(
    int channels,
    @Nullable Integer height,
    @Nullable Integer width,
    boolean batchNorm,
    @Nullable Activation activation) {
  /** Checks the sizes. */
  public StartSpec {
    Settings settings = new Settings().between("channels", channels, 1, ConvolutionSpec.LARGEST);
    if (height != null) {
      settings.between("height", height, 1, ConvolutionSpec.LARGEST);
    }
    if (width != null) {
      settings.between("width", width, 1, ConvolutionSpec.LARGEST);
    }
    settings.check();
  }

  /**
   * A plain layer, as high and wide as the image needs.
   *
   * @param channels how many
   */
  public StartSpec(int channels) {
    this(channels, null, null, false, null);
  }
}
