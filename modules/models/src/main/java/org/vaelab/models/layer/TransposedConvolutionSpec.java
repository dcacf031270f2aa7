package org.vaelab.models.layer;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.ImageShape;
import org.vaelab.input.Settings;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.outline.Sides;

/**
 * A transposed convolution: an axis of n pixels becomes {@code (n - 1) stride + kernel - 2 padding
 * + outputPadding}. With SAME padding it becomes whatever the next layer of a decoder needs, as
 * long as {@code n = ceil(output / stride)}; elsewhere {@code n stride}.
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
    @Nullable Activation activation)
    implements LayerSpec {
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

  @Override
  public Shape output(Shape input) {
    ImageShape image = LayerSpec.image(input);
    return new Shape(channels, output(image.height()), output(image.width()));
  }

  private int output(int input) {
    boolean same = padding instanceof Padding.Same;
    int output = same ? input * stride : uncropped(input) - padding.total(input, kernel, stride);
    if (output < 1 || output > uncropped(input)) {
      throw new MisfitException(
          same ? "kernel" : "padding",
          same ? "leaves pixels out with padding \"same\"" : "leaves nothing of the image",
          same ? "use one as large as the stride" : "use less");
    }
    return output;
  }

  @Override
  public ImageSize inputSize(ImageSize output) {
    return new ImageSize(input(output.height(), "high"), input(output.width(), "wide"));
  }

  /** How many pixels become {@code output}. */
  private int input(int output, String axis) {
    if (padding instanceof Padding.Same) {
      int input = (output + stride - 1) / stride;
      if (uncropped(input) < output) {
        throw misfit(
            output,
            axis,
            " and padding \"same\" leaves pixels out; use a kernel as large as the stride");
      }
      return input;
    }
    int moved = output + padding.total(output, kernel, stride) - kernel - outputPadding;
    if (moved < 0 || moved % stride != 0) {
      throw misfit(
          output,
          axis,
          " gives " + nearest(output) + "; change them, the padding or the outputPadding");
    }
    return moved / stride + 1;
  }

  private MisfitException misfit(int output, String axis, String remedy) {
    return new MisfitException(
        "",
        "cannot give an image " + output + " pixels " + axis,
        "kernel " + kernel + " with stride " + stride + remedy);
  }

  /** The sizes that can be given, next to one that cannot: "27 or 29". */
  private String nearest(int output) {
    int below = 0;
    int above = 0;
    for (int input = 1; above == 0 && input <= output + ConvolutionSpec.LARGEST; input++) {
      int reached = uncropped(input) - padding.total(input, kernel, stride);
      below = reached < output ? reached : below;
      above = reached > output ? reached : above;
    }
    return (below > 0 ? below + " or " : "") + above;
  }

  /** The pixels of an axis before any are taken off. */
  private int uncropped(int input) {
    return (input - 1) * stride + kernel + outputPadding;
  }

  @Override
  public Block create(LayerContext context) {
    ImageShape input = LayerSpec.image(context.input());
    ConvTranspose2d block = block(input, LayerSpec.image(context.output()));
    long taps = (long) kernel * kernel;
    // The weights are (C, C', k, k), and PyTorch and TensorFlow take C' for the fan-in.
    context.initialization().prepare(block, channels * taps, input.channels() * taps);
    return new Layers(context.input())
        .add("", block, context.output())
        .finish(batchNorm, context.activationOr(activation));
  }

  @Override
  public List<Operation> operations(String name, LayerContext context) {
    ImageShape input = LayerSpec.image(context.input());
    Operation convolution =
        new Operation.TransposedConvolution(
            name,
            input.channels(),
            channels,
            kernel,
            stride,
            outputPadding,
            crop(input, LayerSpec.image(context.output())));
    return LayerOperations.finish(
        List.of(convolution), name, context.output(), batchNorm, context.activationOr(activation));
  }

  private Sides crop(ImageShape input, ImageShape output) {
    return padding instanceof Padding.Symmetric symmetric
        ? Sides.all(symmetric.pixels())
        : Sides.halves(
            uncropped(input.height()) - output.height(), uncropped(input.width()) - output.width());
  }

  private ConvTranspose2d block(ImageShape input, ImageShape output) {
    ConvTranspose2d.Builder builder =
        ConvTranspose2d.builder()
            .setChannels(channels)
            .setKernel(kernel, kernel)
            .optStride(stride, stride)
            .optOutputPadding(outputPadding, outputPadding);
    if (padding instanceof Padding.Symmetric symmetric) {
      return builder.optPadding(symmetric.pixels(), symmetric.pixels()).build();
    }
    return builder
        .optSameCrop(input.height(), input.width(), output.height(), output.width())
        .build();
  }
}
