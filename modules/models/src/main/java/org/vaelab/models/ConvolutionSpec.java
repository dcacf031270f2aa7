package org.vaelab.models;

import org.jspecify.annotations.Nullable;
import org.vaelab.engine.Settings;

/**
 * A convolution: an axis of n pixels becomes {@code floor((n + padding - kernel) / stride) + 1},
 * and then, where pooled, {@code ceil(n / pool)}.
 *
 * @param channels how many come out
 * @param kernel the size of its square kernel
 * @param stride how far the kernel moves
 * @param padding what is added around the input
 * @param pool the size of the squares whose maximum is taken after it; 1 for no pooling
 * @param batchNorm whether its outputs are normalised over the batch, before the activation
 * @param activation what follows it; null for that of the network
 */
public record ConvolutionSpec(
    int channels,
    int kernel,
    int stride,
    Padding padding,
    int pool,
    boolean batchNorm,
    @Nullable Activation activation) {
  /** Larger numbers are mistakes; it also keeps sizes within an int. */
  static final int LARGEST = 10_000;

  /** Checks the numbers. */
  public ConvolutionSpec {
    new Settings()
        .between("channels", channels, 1, LARGEST)
        .between("kernel", kernel, 1, LARGEST)
        .between("stride", stride, 1, LARGEST)
        .between("pool", pool, 1, LARGEST)
        .check();
  }

  /**
   * A convolution of stride 1 without padding.
   *
   * @param channels how many come out
   * @param kernel the size of its square kernel
   */
  public ConvolutionSpec(int channels, int kernel) {
    this(channels, kernel, 1, new Padding.Symmetric(0), 1, false, null);
  }

  /**
   * A convolution without pooling or batch normalisation.
   *
   * @param channels how many come out
   * @param kernel the size of its square kernel
   * @param stride how far the kernel moves
   * @param padding what is added around the input
   */
  public ConvolutionSpec(int channels, int kernel, int stride, Padding padding) {
    this(channels, kernel, stride, padding, 1, false, null);
  }

  /** The pixels of an axis after the convolution and before pooling; below 1 where none is left. */
  int convolved(int input) {
    int padded = input + padding.total(input, kernel, stride);
    return padded < kernel ? 0 : (padded - kernel) / stride + 1;
  }

  /** The pixels of an axis after pooling. */
  int output(int input) {
    return (convolved(input) + pool - 1) / pool;
  }
}
