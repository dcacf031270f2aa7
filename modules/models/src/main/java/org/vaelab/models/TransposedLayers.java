package org.vaelab.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.vaelab.engine.ImageShape;
import org.vaelab.engine.Settings;

/**
 * Transposed convolutions that end in a given image; their shapes are worked out from the end,
 * because SAME padding leaves open what a size becomes but not what it came from.
 */
final class TransposedLayers {
  private TransposedLayers() {}

  /** The shapes from the start to the image: one more than there are layers. */
  static List<ImageShape> shapes(
      int startChannels, List<TransposedConvolutionSpec> specs, ImageShape image) {
    List<ImageShape> backwards = new ArrayList<>(List.of(image));
    String chain = image.toString();
    for (int i = specs.size() - 1; i >= 0; i--) {
      TransposedConvolutionSpec spec = specs.get(i);
      ImageShape output = backwards.get(backwards.size() - 1);
      int height = input(spec, output.height());
      int width = input(spec, output.width());
      String field = i == specs.size() - 1 ? "output" : "transposedConvolutions[" + i + "]";
      Settings settings = new Settings();
      if (height == 0) {
        settings.require(false, field, misfit(spec, "high", output.height(), chain));
      } else if (width == 0) {
        settings.require(false, field, misfit(spec, "wide", output.width(), chain));
      }
      settings.check();
      int channels = i == 0 ? startChannels : specs.get(i - 1).channels();
      ImageShape input = new ImageShape(channels, height, width);
      backwards.add(input);
      chain = input + " -> " + chain;
    }
    Collections.reverse(backwards);
    return backwards;
  }

  /** How many pixels become {@code output}; 0 where no number does. */
  private static int input(TransposedConvolutionSpec spec, int output) {
    if (spec.padding() instanceof Padding.Same) {
      int input = (output + spec.stride() - 1) / spec.stride();
      return (input - 1) * spec.stride() + spec.kernel() >= output ? input : 0;
    }
    int padding = spec.padding().total(output, spec.kernel(), spec.stride());
    int moved = output + padding - spec.kernel() - spec.outputPadding();
    return moved >= 0 && moved % spec.stride() == 0 ? moved / spec.stride() + 1 : 0;
  }

  private static String misfit(
      TransposedConvolutionSpec spec, String axis, int output, String chain) {
    int below = 0;
    int above = 0;
    for (int input = 1; above == 0 && input <= output + ConvolutionSpec.LARGEST; input++) {
      int reached = reached(spec, input);
      below = reached < output ? reached : below;
      above = reached > output ? reached : above;
    }
    return "cannot give an image "
        + output
        + " pixels "
        + axis
        + ": ? -> "
        + chain
        + "; kernel "
        + spec.kernel()
        + " with stride "
        + spec.stride()
        + (spec.padding() instanceof Padding.Same
            ? " and padding \"same\" leaves pixels out; use a kernel as large as the stride"
            : " gives "
                + (below > 0 ? below + " or " : "")
                + above
                + "; change them, the padding or the outputPadding");
  }

  private static int reached(TransposedConvolutionSpec spec, int input) {
    int padding =
        spec.padding() instanceof Padding.Symmetric symmetric ? 2 * symmetric.pixels() : 0;
    return (input - 1) * spec.stride() + spec.kernel() - padding + spec.outputPadding();
  }

  /** {@code (B, C, H, W) -> (B, C', H', W')}, named by their order. */
  static Layers create(
      List<ImageShape> shapes,
      List<TransposedConvolutionSpec> specs,
      Activation activation,
      Initialization initialization) {
    Layers layers = new Layers(ConvolutionLayers.shape(shapes.get(0)));
    for (int i = 0; i < specs.size(); i++) {
      TransposedConvolutionSpec spec = specs.get(i);
      String name = Integer.toString(i);
      ConvTranspose2d layer = layer(spec, shapes.get(i), shapes.get(i + 1));
      long taps = (long) spec.kernel() * spec.kernel();
      // The weights are (C, C', k, k), and PyTorch and TensorFlow take C' for the fan-in.
      initialization.prepare(layer, spec.channels() * taps, shapes.get(i).channels() * taps);
      layers.add(name, layer, ConvolutionLayers.shape(shapes.get(i + 1)));
      layers.finish(name, spec.batchNorm(), DenseLayers.orElse(spec.activation(), activation));
    }
    return layers;
  }

  private static ConvTranspose2d layer(
      TransposedConvolutionSpec spec, ImageShape input, ImageShape output) {
    ConvTranspose2d.Builder builder =
        ConvTranspose2d.builder()
            .setChannels(spec.channels())
            .setKernel(spec.kernel(), spec.kernel())
            .optStride(spec.stride(), spec.stride())
            .optOutputPadding(spec.outputPadding(), spec.outputPadding());
    if (spec.padding() instanceof Padding.Symmetric symmetric) {
      return builder.optPadding(symmetric.pixels(), symmetric.pixels()).build();
    }
    return builder
        .optSameCrop(input.height(), input.width(), output.height(), output.width())
        .build();
  }
}
