package org.vaelab.models.layer;

import java.util.List;
import java.util.Locale;
import org.vaelab.engine.TorchFunction;

/**
 * The numbers of a transposed convolution, each for the vertical and then for the horizontal axis.
 *
 * @param kernel size
 * @param stride how far apart the input's pixels lie in the output
 * @param padding taken off both ends of an axis
 * @param outputPadding added at the end of an axis
 * @param lead taken off its start, after the padding
 * @param trail taken off its end, after the padding
 */
record TransposedGeometry(
    int[] kernel, int[] stride, int[] padding, int[] outputPadding, int[] lead, int[] trail) {
  /** How many pixels an axis of {@code input} pixels becomes. */
  long output(long input, int axis) {
    return (input - 1) * stride[axis]
        + kernel[axis]
        - 2L * padding[axis]
        + outputPadding[axis]
        - lead[axis]
        - trail[axis];
  }

  /** The operation on x and weight, and bias where there is one. */
  TorchFunction function(boolean bias) {
    String call =
        String.format(
            Locale.ROOT,
            "y = torch.conv_transpose2d(x, weight, %s, [%d, %d], [%d, %d], [%d, %d])\n",
            bias ? "bias" : "None",
            stride[0],
            stride[1],
            padding[0],
            padding[1],
            outputPadding[0],
            outputPadding[1]);
    return TorchFunction.of(
        "convTranspose2d",
        bias ? List.of("x", "weight", "bias") : List.of("x", "weight"),
        call + crop(0) + crop(1) + "return y");
  }

  private String crop(int axis) {
    int cropped = lead[axis] + trail[axis];
    if (cropped == 0) {
      return "";
    }
    int dimension = 2 + axis;
    return String.format(
        Locale.ROOT,
        "y = torch.narrow(y, %d, %d, torch.size(y, %d) - %d)\n",
        dimension,
        lead[axis],
        dimension,
        cropped);
  }
}
