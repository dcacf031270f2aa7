package org.vaelab.models.layer;

import org.vaelab.input.Settings;

/**
 * The choice of how many pixels a convolution adds around its input. Sealed: the sizes of the
 * convolutions, backward as well, are worked out for these two.
 */
public sealed interface Padding {
  /**
   * The pixels added to both ends of an axis together.
   *
   * @param input how many pixels the axis has
   * @param kernel the kernel's size
   * @param stride how far the kernel moves
   * @return at least 0
   */
  int total(int input, int kernel, int stride);

  /**
   * As many zeros on every side.
   *
   * @param pixels on each
   */
  record Symmetric(int pixels) implements Padding {
    /** Checks the number. */
    public Symmetric {
      new Settings().between("pixels", pixels, 0, ConvolutionSpec.LARGEST).check();
    }

    @Override
    public int total(int input, int kernel, int stride) {
      return 2 * pixels;
    }
  }

  /**
   * TensorFlow's SAME: so many zeros that an axis of n pixels becomes one of ceil(n / stride), the
   * odd one at its end. A transposed convolution crops as many.
   */
  record Same() implements Padding {
    @Override
    public int total(int input, int kernel, int stride) {
      int output = (input + stride - 1) / stride;
      return Math.max((output - 1) * stride + kernel - input, 0);
    }
  }
}
