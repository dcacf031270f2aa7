package org.vaelab.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Convolutions in float32, which oneDNN computes, beside the same as products in float64: results,
 * and gradients by input and weight. The numbers of channels are no multiples of 16, so that oneDNN
 * has to pad them. All of it is one text, because each text takes time to be read. (PyTorch's own
 * convolutions in float64 would complain about a library that vaelab has no use for.)
 */
public final class ConvolutionCheck {
  /** Far above rounding, far below a weight that is lost. */
  private static final float TOLERANCE = 1e-3f;

  private static final int NUMBERS = 600;

  /**
   * %1$d is the kernel, %2$d the stride, %3$d how many weights there are, %4$s as Python's bool.
   */
  private static final String IN_FLOAT32 =
      """
      x = torch.reshape(torch.narrow(single, 0, 0, 486), [2, 3, 9, 9])
      w = torch.reshape(torch.narrow(single, 0, 1, %3$d), [3, 3, %1$d, %1$d])
      y = torch.convolution(x, w, None, [%2$d, %2$d], [1, 1], [1, 1], %4$s, [0, 0], 1)
      byInput, byWeight, byBias = torch.convolution_backward(torch.sin(y), x, w, None, \
      [%2$d, %2$d], [1, 1], [1, 1], %4$s, [0, 0], 1, [True, True, False])
      images = torch.reshape(torch.narrow(double, 0, 0, 486), [2, 3, 81])
      weights = torch.reshape(torch.narrow(double, 0, 1, %3$d), [3, -1])
      """;

  /** As a product with the windows that the kernel sees, one per column. */
  private static final String AS_PRODUCT =
      """
      windows = torch.im2col(torch.reshape(images, [2, 3, 9, 9]), \
      [%1$d, %1$d], [1, 1], [1, 1], [%2$d, %2$d])
      exactY = torch.matmul(weights, windows)
      slope = torch.sin(exactY)
      exactByInput = torch.col2im(torch.matmul(torch.t(weights), slope), [9, 9], \
      [%1$d, %1$d], [1, 1], [1, 1], [%2$d, %2$d])
      exactByWeight = torch.sum(torch.matmul(slope, torch.transpose(windows, 1, 2)), [0])
      """;

  /** The same with image and result in each other's places. */
  private static final String AS_TRANSPOSED_PRODUCT =
      """
      side = torch.size(y, 2)
      exactY = torch.col2im(torch.matmul(torch.t(weights), images), [side, side], \
      [%1$d, %1$d], [1, 1], [1, 1], [%2$d, %2$d])
      windows = torch.im2col(torch.sin(exactY), [%1$d, %1$d], [1, 1], [1, 1], [%2$d, %2$d])
      exactByInput = torch.matmul(weights, windows)
      exactByWeight = torch.sum(torch.matmul(images, torch.transpose(windows, 1, 2)), [0])
      """;

  /** A convolution of images of 9 x 9 with a padding of 1. */
  private record Geometry(int kernel, int stride, boolean transposed) {
    /** Sets y, byInput and byWeight in float32, and the same as exact ones in float64. */
    String text() {
      return (IN_FLOAT32 + (transposed ? AS_TRANSPOSED_PRODUCT : AS_PRODUCT))
          .formatted(kernel, stride, 9 * kernel * kernel, transposed ? "True" : "False");
    }
  }

  private static final List<Geometry> GEOMETRIES =
      List.of(
          new Geometry(3, 1, false),
          new Geometry(4, 2, false),
          new Geometry(3, 1, true),
          new Geometry(4, 2, true));

  private ConvolutionCheck() {}

  /**
   * Computes them now.
   *
   * @param manager on the CPU; owns nothing of it afterwards
   * @return whether the numbers are right
   */
  public static boolean passes(NDManager manager) {
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
      for (String name : List.of("Y", "ByInput", "ByWeight")) {
        String found = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        String difference = "difference" + differences.size();
        lines.add(
            difference
                + (" = torch.max(torch.abs(torch.sub(torch.reshape(%s, [-1]),"
                        + " torch.reshape(exact%s, [-1]))))")
                    .formatted(found, name));
        differences.add(difference);
      }
    }
    lines.add("return torch.max(torch.stack([" + String.join(", ", differences) + "]))");
    return String.join("\n", lines);
  }
}
