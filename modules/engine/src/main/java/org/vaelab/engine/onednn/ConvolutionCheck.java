package org.vaelab.engine.onednn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.vaelab.engine.TorchFunction;

/**
 * Convolutions in float32, where oneDNN computes them, beside the same in float64, where PyTorch
 * does: results, and gradients by input and weight. The numbers of channels are no multiples of 16,
 * so that oneDNN has to pad them. All of it is one text, because each text takes time to be read.
 */
final class ConvolutionCheck {
  /** Far above rounding, far below a weight that is lost. */
  private static final float TOLERANCE = 1e-3f;

  private static final int NUMBERS = 600;

  /** Kernel, stride, and whether it is a transposed convolution. */
  private record Geometry(int kernel, int stride, boolean transposed) {
    String text() {
      String arguments =
          String.format(
              Locale.ROOT,
              "None, [%d, %d], [1, 1], [1, 1], %s, [0, 0], 1",
              stride,
              stride,
              transposed ? "True" : "False");
      return String.join(
          "\n",
          "x = torch.reshape(torch.narrow(single, 0, 0, 486), [2, 3, 9, 9])",
          "x2 = torch.reshape(torch.narrow(double, 0, 0, 486), [2, 3, 9, 9])",
          weight("w", "single"),
          weight("w2", "double"),
          "y = torch.convolution(x, w, " + arguments + ")",
          "y2 = torch.convolution(x2, w2, " + arguments + ")",
          backward("a, b, c", "torch.sin(y2)", "x2, w2", arguments),
          backward("d, e, f", "torch.sin(y)", "x, w", arguments));
    }

    private String weight(String name, String from) {
      return String.format(
          Locale.ROOT,
          "%s = torch.reshape(torch.narrow(%s, 0, 1, %d), [3, 3, %d, %d])",
          name,
          from,
          9 * kernel * kernel,
          kernel,
          kernel);
    }

    private static String backward(String names, String gradient, String of, String arguments) {
      return names
          + " = torch.convolution_backward("
          + gradient
          + ", "
          + of
          + ", "
          + arguments
          + ", [True, True, False])";
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
    double[] numbers =
        IntStream.range(0, NUMBERS).mapToDouble(i -> Math.sin(1 + 7.0 * i)).toArray();
    float[] rounded = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      rounded[i] = (float) numbers[i];
      numbers[i] = rounded[i];
    }
    try (NDManager scratch = manager.newSubManager()) {
      NDArray single = scratch.create(rounded, new Shape(NUMBERS));
      NDArray exact = scratch.create(numbers, new Shape(NUMBERS));
      double worst =
          TorchFunction.of("convolutionCheck", List.of("single", "double"), text())
              .apply(single, exact)
              .getDouble();
      // Written so that NaN does not pass.
      return worst <= TOLERANCE;
    }
  }

  private static String text() {
    List<String> lines = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < GEOMETRIES.size(); i++) {
      lines.add(GEOMETRIES.get(i).text());
      for (String pair : List.of("y, y2", "d, a", "e, b")) {
        String name = "difference" + differences.size();
        lines.add(name + " = torch.max(torch.abs(torch.sub(" + pair + ")))");
        differences.add(name);
      }
    }
    lines.add("return torch.max(torch.stack([" + String.join(", ", differences) + "]))");
    return String.join("\n", lines);
  }
}
