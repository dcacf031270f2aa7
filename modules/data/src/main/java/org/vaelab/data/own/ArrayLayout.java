package org.vaelab.data.own;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.number.NpyArray;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/**
 * Where the pixels of images stand in an array.
 *
 * @param shape of an image
 * @param channelsLast whether a pixel's channels stand beside each other
 */
record ArrayLayout(ImageShape shape, boolean channelsLast) {
  /** The layout of an array; height, width and channels must agree with it where they are given. */
  static ArrayLayout of(
      String name,
      int[] axes,
      @Nullable Integer height,
      @Nullable Integer width,
      @Nullable Integer channels) {
    if (axes.length < 2 || axes.length > 4 || Arrays.stream(axes).anyMatch(n -> n == 0)) {
      throw new InputException(
          name
              + " has the shape "
              + NpyArray.shown(axes)
              + "; images are (N, H, W), (N, H, W, C), (N, C, H, W), or flat (N, H * W * C).");
    }
    ArrayLayout found =
        switch (axes.length) {
          case 2 -> flat(name, axes, height, width, channels);
          case 3 -> new ArrayLayout(new ImageShape(1, axes[1], axes[2]), false);
          default -> ofColours(name, axes, channels);
        };
    ImageShape shape = found.shape();
    if ((height != null && height != shape.height())
        || (width != null && width != shape.width())
        || (channels != null && channels != shape.channels())) {
      throw new InputException(
          name
              + " has images of "
              + shape
              + ", which is not the height, width and channels given.");
    }
    return found;
  }

  private static ArrayLayout flat(
      String name,
      int[] axes,
      @Nullable Integer height,
      @Nullable Integer width,
      @Nullable Integer channels) {
    if (height == null || width == null) {
      throw new InputException(
          name + " has flat images of " + axes[1] + " numbers; give their height and width.");
    }
    ImageShape shape = new ImageShape(channels == null ? 1 : channels, height, width);
    if (shape.size() != axes[1]) {
      throw new InputException(
          name
              + " has flat images of "
              + axes[1]
              + " numbers, but "
              + shape
              + " (channels, height, width) is "
              + shape.size()
              + ".");
    }
    return new ArrayLayout(shape, false);
  }

  private static ArrayLayout ofColours(String name, int[] axes, @Nullable Integer channels) {
    boolean first = areChannels(axes[1], channels);
    boolean last = areChannels(axes[3], channels);
    if (first == last) {
      throw new InputException(
          name
              + " has the shape "
              + NpyArray.shown(axes)
              + "; either the second axis or the last must be 1 or 3, the channels; give channels"
              + " where both are.");
    }
    return first
        ? new ArrayLayout(new ImageShape(axes[1], axes[2], axes[3]), false)
        : new ArrayLayout(new ImageShape(axes[3], axes[1], axes[2]), true);
  }

  private static boolean areChannels(int axis, @Nullable Integer given) {
    return given == null ? axis == 1 || axis == 3 : axis == given;
  }

  /** The place in the array of a pixel that is counted in the order C, H, W. */
  int place(int image, int pixel) {
    int plane = shape.height() * shape.width();
    int within = channelsLast ? pixel % plane * shape.channels() + pixel / plane : pixel;
    return image * shape.size() + within;
  }
}
