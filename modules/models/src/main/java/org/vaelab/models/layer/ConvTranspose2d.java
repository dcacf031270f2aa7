package org.vaelab.models.layer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.TorchFunction;
import org.vaelab.input.Settings;

/**
 * A transposed convolution over images: {@code (B, C, H, W) -> (B, C', H', W')}.
 *
 * <p>The adjoint of a convolution with the same kernel, stride and padding. An axis of n pixels
 * becomes {@code (n - 1) * stride + kernel - 2 * padding + outputPadding} less the crop of that
 * axis. Weights are {@code (C, C', kernelHeight, kernelWidth)} and biases {@code (C')}, laid out
 * and initialised as PyTorch's {@code ConvTranspose2d}: uniform in {@code +-1/sqrt(C' *
 * kernelHeight * kernelWidth)}.
 *
 * <p>DJL's PyTorch engine has no such operation ({@code Conv2dTranspose} throws), so PyTorch's own
 * is called through {@link TorchFunction}. It is a plain DJL block otherwise:
 *
 * <pre>{@code
 * Block up =
 *     ConvTranspose2d.builder().setChannels(32).setKernel(4, 4).optStride(2, 2).optPadding(1, 1).build();
 * }</pre>
 *
 * <p>TensorFlow's SAME padding takes off more pixels at the end of an axis than at its start where
 * the number is odd; {@link Builder#optCrop} does that, and {@link Builder#optSameCrop} computes
 * it.
 *
 * <p>Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, section
 * 4.
 */
public final class ConvTranspose2d extends AbstractBlock {
  private final int channels;
  private final TransposedGeometry geometry;
  private final Parameter weight;
  private final @Nullable Parameter bias;
  private @Nullable TorchFunction function;

  private ConvTranspose2d(Builder builder) {
    channels = builder.channels;
    geometry = builder.geometry();
    weight = addParameter(parameter("weight", Parameter.Type.WEIGHT));
    bias = builder.bias ? addParameter(parameter("bias", Parameter.Type.BIAS)) : null;
  }

  private Parameter parameter(String name, Parameter.Type type) {
    double fanIn = (double) channels * geometry.kernel()[0] * geometry.kernel()[1];
    return Parameter.builder()
        .setName(name)
        .setType(type)
        .optInitializer(new UniformInitializer((float) (1 / Math.sqrt(fanIn))))
        .build();
  }

  /**
   * A builder of the block.
   *
   * @return with a stride of 1, no padding, no crop, and a bias
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameterStore,
      NDList inputs,
      boolean training,
      PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    Device device = x.getDevice();
    NDArray kernel = parameterStore.getValue(weight, device, training);
    return new NDList(
        bias == null
            ? function().apply(x, kernel)
            : function().apply(x, kernel, parameterStore.getValue(bias, device, training)));
  }

  /** Compiled at first use, so that a network can be described without starting the engine. */
  private TorchFunction function() {
    if (function == null) {
      function = geometry.function(bias != null);
    }
    return function;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape input = inputShapes[0];
    return new Shape[] {
      new Shape(
          input.get(0),
          channels,
          geometry.output(input.get(2), 0),
          geometry.output(input.get(3), 1))
    };
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    Shape input = inputShapes[0];
    if (input.dimension() != 4) {
      throw new IllegalArgumentException("input must be (B, C, H, W), was " + input);
    }
    Shape output = getOutputShapes(inputShapes)[0];
    if (output.get(2) < 1 || output.get(3) < 1) {
      throw new IllegalArgumentException(
          "nothing is left of " + input + ": the output would be " + output);
    }
    weight.setShape(new Shape(input.get(1), channels, geometry.kernel()[0], geometry.kernel()[1]));
    if (bias != null) {
      bias.setShape(new Shape(channels));
    }
  }

  /** Collects the numbers of a {@link ConvTranspose2d}. */
  public static final class Builder {
    private int channels;
    private int[] kernel = {0, 0};
    private int[] stride = {1, 1};
    private int[] padding = {0, 0};
    private int[] outputPadding = {0, 0};
    private int[] lead = {0, 0};
    private int[] trail = {0, 0};
    private boolean bias = true;

    private Builder() {}

    /**
     * Sets how many channels come out.
     *
     * @param count C', at least 1
     * @return this
     */
    public Builder setChannels(int count) {
      channels = count;
      return this;
    }

    /**
     * Sets the size of the kernel.
     *
     * @param height at least 1
     * @param width at least 1
     * @return this
     */
    public Builder setKernel(int height, int width) {
      kernel = new int[] {height, width};
      return this;
    }

    /**
     * Sets how far apart the input's pixels lie in the output.
     *
     * @param height at least 1
     * @param width at least 1
     * @return this
     */
    public Builder optStride(int height, int width) {
      stride = new int[] {height, width};
      return this;
    }

    /**
     * Sets how many pixels are taken off both ends of an axis.
     *
     * @param height at least 0
     * @param width at least 0
     * @return this
     */
    public Builder optPadding(int height, int width) {
      padding = new int[] {height, width};
      return this;
    }

    /**
     * Sets how many pixels are added at the end of an axis; PyTorch wants fewer than the stride.
     *
     * @param height at least 0
     * @param width at least 0
     * @return this
     */
    public Builder optOutputPadding(int height, int width) {
      outputPadding = new int[] {height, width};
      return this;
    }

    /**
     * Sets how many pixels are taken off each side, after the padding.
     *
     * @param top at least 0
     * @param bottom at least 0
     * @param left at least 0
     * @param right at least 0
     * @return this
     */
    public Builder optCrop(int top, int bottom, int left, int right) {
      lead = new int[] {top, left};
      trail = new int[] {bottom, right};
      return this;
    }

    /**
     * Crops as TensorFlow's SAME does to reach an output size: half of what is too much off the
     * start of each axis, rounded down, and the rest off its end. To be called after the kernel and
     * the stride are set, in place of padding.
     *
     * @param inputHeight of the images that will come in
     * @param inputWidth of the images that will come in
     * @param outputHeight wanted
     * @param outputWidth wanted
     * @return this
     */
    public Builder optSameCrop(int inputHeight, int inputWidth, int outputHeight, int outputWidth) {
      int high = (inputHeight - 1) * stride[0] + kernel[0] - outputHeight;
      int wide = (inputWidth - 1) * stride[1] + kernel[1] - outputWidth;
      return optCrop(high / 2, high - high / 2, wide / 2, wide - wide / 2);
    }

    /**
     * Sets whether a bias is added.
     *
     * @param added true by default
     * @return this
     */
    public Builder optBias(boolean added) {
      bias = added;
      return this;
    }

    /**
     * Builds the block.
     *
     * @return not yet initialised
     * @throws IllegalArgumentException naming every number that is out of range
     */
    public ConvTranspose2d build() {
      Settings settings = new Settings().atLeast("channels", channels, 1);
      String[] axes = {"height", "width"};
      for (int axis = 0; axis < 2; axis++) {
        settings
            .atLeast("kernel " + axes[axis], kernel[axis], 1)
            .atLeast("stride " + axes[axis], stride[axis], 1)
            .atLeast("padding " + axes[axis], padding[axis], 0)
            .within("output padding " + axes[axis], outputPadding[axis], 0, stride[axis])
            .atLeast("leading crop " + axes[axis], lead[axis], 0)
            .atLeast("trailing crop " + axes[axis], trail[axis], 0);
      }
      settings.check();
      return new ConvTranspose2d(this);
    }

    private TransposedGeometry geometry() {
      return new TransposedGeometry(kernel, stride, padding, outputPadding, lead, trail);
    }
  }
}
