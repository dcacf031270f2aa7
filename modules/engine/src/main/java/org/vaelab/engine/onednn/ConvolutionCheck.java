package org.vaelab.engine.onednn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import org.vaelab.engine.TorchFunction;

/**
 * Convolutions in float32, where oneDNN computes them, beside the same in float64, where PyTorch
 * does: results, and gradients by input and weight. The numbers of channels are no multiples of 16,
 * so that oneDNN has to pad them.
 */
final class ConvolutionCheck {
  /** Far above rounding, far below a weight that is lost. */
  private static final float TOLERANCE = 1e-3f;

  private record Geometry(int kernel, int stride, boolean transposed) {
    String arguments() {
      return String.format(
          Locale.ROOT,
          "None, [%d, %d], [1, 1], [1, 1], %s, [0, 0], 1",
          stride,
          stride,
          transposed ? "True" : "False");
    }
  }

  private static final List<Geometry> GEOMETRIES =
      List.of(
          new Geometry(3, 1, false),
          new Geometry(4, 2, false),
          new Geometry(3, 1, true),
          new Geometry(4, 2, true));

  private ConvolutionCheck() {}

  static boolean passes(NDManager manager) {
    try (NDManager scratch = manager.newSubManager()) {
      return GEOMETRIES.stream().allMatch(geometry -> passes(scratch, geometry));
    }
  }

  private static boolean passes(NDManager manager, Geometry geometry) {
    NDArray x = ramp(manager, new Shape(2, 3, 9, 9), 7);
    NDArray weight = ramp(manager, new Shape(3, 3, geometry.kernel, geometry.kernel), 5);
    NDArray y = convolve(geometry, x, weight);
    if (!close(y, convolve(geometry, exact(x), exact(weight)))) {
      return false;
    }
    NDArray gradient = ramp(manager, y.getShape(), 11);
    for (String wanted : List.of("byInput", "byWeight")) {
      NDArray found = backward(geometry, wanted, gradient, x, weight);
      NDArray right = backward(geometry, wanted, exact(gradient), exact(x), exact(weight));
      if (!close(found, right)) {
        return false;
      }
    }
    return true;
  }

  private static NDArray convolve(Geometry geometry, NDArray x, NDArray weight) {
    return TorchFunction.of(
            "convolve",
            List.of("x", "weight"),
            "return torch.convolution(x, weight, " + geometry.arguments() + ")")
        .apply(x, weight);
  }

  private static NDArray backward(
      Geometry geometry, String wanted, NDArray gradient, NDArray x, NDArray weight) {
    return TorchFunction.of(
            "convolveBackward",
            List.of("gradient", "x", "weight"),
            "byInput, byWeight, byBias = torch.convolution_backward(gradient, x, weight, "
                + geometry.arguments()
                + ", [True, True, False])\nreturn "
                + wanted)
        .apply(gradient, x, weight);
  }

  /** Numbers without a pattern that a wrong order would keep: sin(1), sin(1 + step), ... */
  private static NDArray ramp(NDManager manager, Shape shape, int step) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(1 + (double) step * i);
    }
    return manager.create(values, shape);
  }

  private static NDArray exact(NDArray array) {
    return array.toType(DataType.FLOAT64, true);
  }

  private static boolean close(NDArray found, NDArray right) {
    float[] values = found.toFloatArray();
    double[] wanted = right.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      // Written so that NaN is not close.
      if (!(Math.abs(values[i] - wanted[i]) <= TOLERANCE)) {
        return false;
      }
    }
    return true;
  }
}
