package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import org.vaelab.engine.ImageShape;
import org.vaelab.engine.Settings;

/** Convolutions, with their shapes worked out and checked for one size of image. */
final class ConvolutionLayers {
  private ConvolutionLayers() {}

  /**
   * {@code (B, C, H, W) -> (B, C', H', W')}, named by their order.
   *
   * @throws org.vaelab.engine.InvalidSettingsException where a kernel is larger than its input,
   *     showing the chain of shapes
   */
  static Layers create(
      ImageShape input,
      List<ConvolutionSpec> specs,
      Activation activation,
      Initialization initialization) {
    Layers layers = new Layers(shape(input));
    ImageShape image = input;
    StringBuilder chain = new StringBuilder(image.toString());
    for (int i = 0; i < specs.size(); i++) {
      ConvolutionSpec spec = specs.get(i);
      check(i, spec, image, chain);
      ImageShape output =
          new ImageShape(spec.channels(), spec.output(image.height()), spec.output(image.width()));
      add(layers, Integer.toString(i), spec, image, output, initialization);
      layers.finish(
          Integer.toString(i), spec.batchNorm(), DenseLayers.orElse(spec.activation(), activation));
      image = output;
      chain.append(" -> ").append(image);
    }
    return layers;
  }

  private static void check(int i, ConvolutionSpec spec, ImageShape image, StringBuilder chain) {
    boolean fits = spec.convolved(image.height()) > 0 && spec.convolved(image.width()) > 0;
    new Settings()
        .require(
            fits,
            "convolutions[" + i + "].kernel",
            "is "
                + spec.kernel()
                + ", larger than its padded input: "
                + chain
                + " -> ?; use a smaller kernel, padding \"same\", or fewer convolutions")
        .check();
  }

  private static void add(
      Layers layers,
      String name,
      ConvolutionSpec spec,
      ImageShape input,
      ImageShape output,
      Initialization initialization) {
    int high = spec.padding().total(input.height(), spec.kernel(), spec.stride());
    int wide = spec.padding().total(input.width(), spec.kernel(), spec.stride());
    boolean odd = high % 2 == 1 || wide % 2 == 1;
    if (odd) {
      // DJL's convolution pads both ends alike; the larger part belongs at the end.
      Shape around = new Shape(wide / 2, wide - wide / 2, high / 2, high - high / 2);
      layers.add(
          x -> x.pad(around, 0),
          new Shape(input.channels(), input.height() + high, input.width() + wide));
    }
    Conv2d convolution =
        Conv2d.builder()
            .setFilters(spec.channels())
            .setKernelShape(new Shape(spec.kernel(), spec.kernel()))
            .optStride(new Shape(spec.stride(), spec.stride()))
            .optPadding(odd ? new Shape(0, 0) : new Shape(high / 2, wide / 2))
            .build();
    long taps = (long) spec.kernel() * spec.kernel();
    initialization.prepare(convolution, input.channels() * taps, spec.channels() * taps);
    Shape convolved =
        new Shape(spec.channels(), spec.convolved(input.height()), spec.convolved(input.width()));
    layers.add(name, convolution, convolved);
    if (spec.pool() > 1) {
      layers.add(x -> pooled(x, spec.pool()), shape(output));
    }
  }

  /** The maximum of each square; the last may be cut off, as in SAME for size 2. */
  private static NDArray pooled(NDArray x, int size) {
    Shape square = new Shape(size, size);
    return Pool.maxPool2d(x, square, square, new Shape(0, 0), true);
  }

  static Shape shape(ImageShape image) {
    return new Shape(image.channels(), image.height(), image.width());
  }
}
