package org.vaelab.models.layer;

import org.vaelab.input.Settings;

/**
 * The last transposed convolution of a decoder; the image and its likelihood say how many channels
 * come out.
 *
 * @param kernel the size of its square kernel
 * @param stride how far the input's pixels lie apart in the output
 * @param padding what is taken off the output
 * @param outputPadding what is added at the end of each axis, less than the stride
 * @param activation what follows it, before the likelihood reads it
 */
public record OutputConvolutionSpec(
    int kernel, int stride, Padding padding, int outputPadding, Activation activation) {
  /** Checks the numbers. */
  public OutputConvolutionSpec {
    Settings settings = new Settings();
    TransposedConvolutionSpec.checkGeometry(settings, kernel, stride, padding, outputPadding);
    settings.check();
  }

  /**
   * Stride 1 without padding.
   *
   * @param kernel the size of its square kernel
   */
  public OutputConvolutionSpec(int kernel) {
    this(kernel, 1, new Padding.Symmetric(0));
  }

  /**
   * Without an activation.
   *
   * @param kernel the size of its square kernel
   * @param stride how far the input's pixels lie apart in the output
   * @param padding what is taken off the output
   */
  public OutputConvolutionSpec(int kernel, int stride, Padding padding) {
    this(kernel, stride, padding, 0, new Activation.Identity());
  }

  /**
   * The layer that this describes for an image.
   *
   * @param channels how many come out
   * @return the same geometry
   */
  public TransposedConvolutionSpec withChannels(int channels) {
    return new TransposedConvolutionSpec(
        channels, kernel, stride, padding, outputPadding, false, activation);
  }
}
