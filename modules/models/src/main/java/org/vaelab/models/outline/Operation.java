package org.vaelab.models.outline;

import java.util.List;
import org.vaelab.input.InputException;

/**
 * A step of a network, as every program for networks has it: images {@code (B, C, H, W)} or
 * features {@code (B, D)} become others. Layers are made of these; sealed, because whoever exports
 * a network knows each of them.
 *
 * <p>A {@code name} is what the parameters' names begin with: {@code encoder.layers.0}.
 */
public sealed interface Operation {
  /**
   * {@code y = x W^T + b}, with {@code name.weight} {@code (outputs, inputs)} and {@code name.bias}
   * {@code (outputs)}.
   *
   * @param name of its parameters
   * @param inputs how many features come in
   * @param outputs how many come out
   */
  record Dense(String name, int inputs, int outputs) implements Operation {}

  /**
   * A convolution with {@code name.weight} {@code (outputs, inputs, kernel, kernel)} and {@code
   * name.bias} {@code (outputs)}.
   *
   * @param name of its parameters
   * @param inputs how many channels come in
   * @param outputs how many come out
   * @param kernel the size of its square kernel
   * @param stride how far the kernel moves
   * @param padding zeros around the input
   */
  record Convolution(String name, int inputs, int outputs, int kernel, int stride, Sides padding)
      implements Operation {}

  /**
   * A transposed convolution with {@code name.weight} {@code (inputs, outputs, kernel, kernel)} and
   * {@code name.bias} {@code (outputs)}: an axis of n pixels becomes {@code (n - 1) stride + kernel
   * + outputPadding} less what is cropped.
   *
   * @param name of its parameters
   * @param inputs how many channels come in
   * @param outputs how many come out
   * @param kernel the size of its square kernel
   * @param stride how far the input's pixels lie apart in the output
   * @param outputPadding pixels added at the end of each axis
   * @param crop what is then taken off
   */
  record TransposedConvolution(
      String name, int inputs, int outputs, int kernel, int stride, int outputPadding, Sides crop)
      implements Operation {}

  /**
   * The maximum of each square of pixels; the last one of an axis may be cut off.
   *
   * @param size of a square's side
   */
  record MaximumPool(int size) implements Operation {}

  /**
   * {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta} with the running mean and
   * variance of each entry of axis 1, {@code name.gamma}, {@code name.beta}, {@code
   * name.runningMean} and {@code name.runningVar}, each {@code (features)}.
   *
   * @param name of its parameters
   * @param features how many entries axis 1 has
   * @param images whether that is the axis of an image's channels
   * @param epsilon what is added to the variance
   */
  record BatchNormalisation(String name, int features, boolean images, double epsilon)
      implements Operation {}

  /**
   * A function of each element.
   *
   * @param function which
   * @param slope of {@link ElementFunction#LEAKY_RELU} below 0; 0 for all others
   */
  record Elementwise(ElementFunction function, double slope) implements Operation {}

  /** {@code (B, C, H, W) -> (B, C * H * W)}. */
  record Flatten() implements Operation {}

  /**
   * {@code (B, C * H * W) -> (B, C, H, W)}.
   *
   * @param channels C
   * @param height H
   * @param width W
   */
  record Reshape(int channels, int height, int width) implements Operation {}

  /**
   * {@code branch(x) + skip(x)}.
   *
   * @param branch steps
   * @param skip steps; empty for x itself
   */
  record Residual(List<Operation> branch, List<Operation> skip) implements Operation {
    /** Copies the steps. */
    public Residual {
      branch = List.copyOf(branch);
      skip = List.copyOf(skip);
    }
  }

  /** One-hot labels behind the features: {@code (B, D) -> (B, D + K)}. */
  record LabelFeatures() implements Operation {}

  /**
   * K more channels, that of the label all ones: {@code (B, C, H, W) -> (B, C + K, H, W)}.
   *
   * @param height H
   * @param width W
   */
  record LabelChannels(int height, int width) implements Operation {}

  /**
   * K more columns, that of the label all ones: {@code (B, C, H, W) -> (B, C, H, W + K)}.
   *
   * @param channels C
   * @param height H
   */
  record LabelColumns(int channels, int height) implements Operation {}

  /**
   * The refusal of a part that does not say which operations it is made of.
   *
   * @param place where it stands, such as encoder.layers.0
   * @param part a record of anyone's
   * @param method that would say it
   * @return to be thrown
   */
  static InputException unknown(String place, Object part, String method) {
    return new InputException(
        place
            + " is "
            + part.getClass().getName()
            + ", which other programs do not have, and it does not say what it is made of: its"
            + " method "
            + method
            + " would.");
  }
}
