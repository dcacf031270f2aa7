package org.vaelab.models;

import org.jspecify.annotations.Nullable;
import org.vaelab.engine.Settings;

/**
 * A transposed convolution: an axis of n pixels becomes {@code (n - 1) stride + kernel - 2 padding
 * + outputPadding}. With SAME padding it becomes whatever the next layer needs, as long as {@code n
 * = ceil(output / stride)}.
 *
 * @param channels how many come out
 * @param kernel the size of its square kernel
 * @param stride how far the input's pixels lie apart in the output
 * @param padding what is taken off the output
 * @param outputPadding what is added at the end of each axis, less than the stride
 * @param batchNorm whether its outputs are normalised over the batch, before the activation
 * @param activation what follows it; null for that of the network
 */
public record TransposedConvolutionSpec(
    int channels,
    int kernel,
    int stride,
    Padding padding,
    int outputPadding,
    boolean batchNorm,
    @Nullable Activation activation) {
  /** Checks the numbers. */
  public TransposedConvolutionSpec {
    Settings settings = new Settings().between("channels", channels, 1, ConvolutionSpec.LARGEST);
    checkGeometry(settings, kernel, stride, padding, outputPadding);
    settings.check();
  }

  static void checkGeometry(
      Settings settings, int kernel, int stride, Padding padding, int outputPadding) {
    settings
        .between("kernel", kernel, 1, ConvolutionSpec.LARGEST)
        .between("stride", stride, 1, ConvolutionSpec.LARGEST)
        .within("outputPadding", outputPadding, 0, Math.max(stride, 1))
        .require(
            outputPadding == 0 || padding instanceof Padding.Symmetric,
            "outputPadding",
            "must be 0 with padding \"same\", which finds the size by itself, was "
                + outputPadding);
  }

  /**
   * A transposed convolution of stride 1 without padding.
   *
   * @param channels how many come out
   * @param kernel the size of its square kernel
   */
  public TransposedConvolutionSpec(int channels, int kernel) {
    this(channels, kernel, 1, new Padding.Symmetric(0), 0, false, null);
  }

  /**
   * A transposed convolution without batch normalisation.
   *
   * @param channels how many come out
   * @param kernel the size of its square kernel
   * @param stride how far the input's pixels lie apart in the output
   * @param padding what is taken off the output
   */
  public TransposedConvolutionSpec(int channels, int kernel, int stride, Padding padding) {
    this(channels, kernel, stride, padding, 0, false, null);
  }
}
