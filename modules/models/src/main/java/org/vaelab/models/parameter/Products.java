package org.vaelab.models.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.onednn.Processor;

/**
 * What computes the products of fully connected layers.
 *
 * <p>On a processor with AVX-512 oneDNN, which PyTorch uses for convolutions, is faster than MKL,
 * which holds back its widest instructions on AMD's (784 to 400, batch 128, two threads: 0.21
 * against 0.41 ms); on one with AVX2 alone MKL is (0.53 against 0.60 ms on a Zen 3). What is chosen
 * follows from the processor alone, so that a machine always computes the same numbers.
 */
public enum Products {
  /** oneDNN's, which can take the larger of 0 and each result on the way. */
  ONEDNN("oneDNN") {
    @Override
    public String linear(String x, String weight, String bias, boolean relu) {
      return String.format(
          "ops.mkldnn._linear_pointwise(%s, %s, %s, \"%s\","
              + " annotate(List[Optional[number]], []), None)",
          x, weight, bias, relu ? "relu" : "none");
    }
  },
  /** PyTorch's own choice for the device and type: MKL on most processors, cuBLAS on CUDA. */
  PYTORCH("PyTorch's own") {
    @Override
    public String linear(String x, String weight, String bias, boolean relu) {
      String product = String.format("torch.linear(%s, %s, %s)", x, weight, bias);
      return relu ? "torch.relu_(" + product + ")" : product;
    }
  };

  private final String words;

  Products(String words) {
    this.words = words;
  }

  /**
   * The choice for an array.
   *
   * @param x what a layer reads
   * @return oneDNN where it is there, right and faster
   */
  public static Products of(NDArray x) {
    return !x.getDevice().isGpu() && x.getDataType() == DataType.FLOAT32 ? onCpu() : PYTORCH;
  }

  /**
   * The choice for float32 on this machine's processor.
   *
   * @return oneDNN where it is there, right and faster
   */
  public static Products onCpu() {
    return Processor.hasAvx512()
            && ComputeEngine.start().oneDnn().isUsed()
            && DenseProducts.isOffered()
        ? ONEDNN
        : PYTORCH;
  }

  /**
   * A product that nobody differentiates.
   *
   * @param x shape {@code (B, I)}
   * @param weight W, shape {@code (O, I)}
   * @param bias b, shape {@code (O)}
   * @return {@code x W^T + b}, shape {@code (B, O)}
   */
  public static NDArray undifferentiated(NDArray x, NDArray weight, NDArray bias) {
    return of(x) == ONEDNN
        ? DenseProducts.undifferentiated(x, weight, bias)
        : Linear.linear(x, weight, bias).singletonOrThrow();
  }

  /**
   * The text of a product.
   *
   * @param x the name of an array {@code (B, I)}
   * @param weight the name of W, {@code (O, I)}
   * @param bias the name of b, {@code (O)}, or None
   * @param relu whether the larger of 0 and each result is taken
   * @return TorchScript for {@code x W^T + b}
   */
  public abstract String linear(String x, String weight, String bias, boolean relu);

  /** In words, for reports. */
  @Override
  public String toString() {
    return words;
  }
}
