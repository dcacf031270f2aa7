package org.vaelab.models.layer;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.outline.Sides;
import org.vaelab.models.parameter.Initialization;

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
    @Nullable Activation activation)
    implements LayerSpec {
  /** Larger numbers are mistakes; it also keeps sizes within an int. */
  public static final int LARGEST = 10_000;

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

  @Override
  public Shape output(Shape input) {
    ImageShape image = LayerSpec.image(input);
    int height = convolved(image.height());
    int width = convolved(image.width());
    if (height < 1 || width < 1) {
      throw new MisfitException(
          "kernel",
          "is " + kernel + ", larger than its padded input",
          "use a smaller kernel, padding \"same\", or fewer convolutions");
    }
    PoolSpec pooling = new PoolSpec(pool);
    return new Shape(channels, pooling.pixels(height), pooling.pixels(width));
  }

  @Override
  public ImageSize inputSize(ImageSize output) {
    if (stride > 1 || pool > 1) {
      throw new MisfitException(
          stride > 1 ? "stride" : "pool",
          "is "
              + Math.max(stride, pool)
              + ", but a decoder's convolutions must keep the image's size",
          "use 1, or a transposed convolution");
    }
    return new ImageSize(input(output.height(), "high"), input(output.width(), "wide"));
  }

  /** The pixels of an axis that become {@code output} with a stride of 1. */
  private int input(int output, String axis) {
    int input =
        padding instanceof Padding.Same
            ? output
            : output + kernel - 1 - padding.total(output, kernel, stride);
    if (input < 1) {
      throw new MisfitException(
          "padding",
          "adds too much for an image " + output + " pixels " + axis,
          "use less, or padding \"same\"");
    }
    return input;
  }

  @Override
  public Block create(LayerContext context) {
    ImageShape image = LayerSpec.image(context.input());
    int high = padding.total(image.height(), kernel, stride);
    int wide = padding.total(image.width(), kernel, stride);
    Layers layers = new Layers(context.input());
    boolean odd = high % 2 == 1 || wide % 2 == 1;
    if (odd) {
      // DJL's convolution pads both ends alike; the larger part belongs at the end.
      Shape around = new Shape(wide / 2, wide - wide / 2, high / 2, high - high / 2);
      layers.add(
          x -> x.pad(around, 0),
          new Shape(image.channels(), image.height() + high, image.width() + wide));
    }
    Shape padded = odd ? new Shape(0, 0) : new Shape(high / 2, wide / 2);
    Shape convolved = new Shape(channels, convolved(image.height()), convolved(image.width()));
    layers.add("", convolution(image.channels(), padded, context.initialization()), convolved);
    if (pool > 1) {
      layers.add(new PoolSpec(pool)::apply, context.output());
    }
    return layers.finish(batchNorm, context.activationOr(activation));
  }

  @Override
  public List<Operation> operations(String name, LayerContext context) {
    ImageShape image = LayerSpec.image(context.input());
    Sides around =
        Sides.halves(
            padding.total(image.height(), kernel, stride),
            padding.total(image.width(), kernel, stride));
    List<Operation> steps = new ArrayList<>();
    steps.add(new Operation.Convolution(name, image.channels(), channels, kernel, stride, around));
    if (pool > 1) {
      steps.add(new Operation.MaximumPool(pool));
    }
    return LayerOperations.finish(
        steps, name, context.output(), batchNorm, context.activationOr(activation));
  }

  private Conv2d convolution(int inputs, Shape padded, Initialization initialization) {
    Conv2d convolution =
        Conv2d.builder()
            .setFilters(channels)
            .setKernelShape(new Shape(kernel, kernel))
            .optStride(new Shape(stride, stride))
            .optPadding(padded)
            .build();
    long taps = (long) kernel * kernel;
    initialization.prepare(convolution, inputs * taps, channels * taps);
    return convolution;
  }

  /** The pixels of an axis after the convolution and before pooling; below 1 where none is left. */
  private int convolved(int input) {
    int padded = input + padding.total(input, kernel, stride);
    return padded < kernel ? 0 : (padded - kernel) / stride + 1;
  }
}
