package org.vaelab.models.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.vaelab.engine.TorchFunction;
import org.vaelab.engine.TorchProcedure;

/**
 * The products of fully connected layers by oneDNN, where {@link Products} chooses it, for steps
 * that PyTorch records. PyTorch has them for the CPU, in float32, and without a backward pass.
 */
final class DenseProducts {
  private static final String PRODUCT =
      product("torch.detach(x)", "torch.detach(w)", "torch.detach(b)");

  private static final String UNDIFFERENTIATED = "return " + PRODUCT;

  private static final String FORWARD = "y = " + PRODUCT + "\nreturn torch.requires_grad_(y, True)";

  /**
   * Goes through the layers from the last to the first. {@code sums} has the gradient of each
   * layer's output as far as it is known: all of it when its turn comes, because only later layers
   * can have read it.
   */
  private static final String BACKWARD =
      """
      leaves = torch.add(outputs, others)
      sums = torch.grad(loss, leaves, None, True, False, True)
      result = annotate(List[Tensor], [])
      count = torch.len(outputs)
      for i in range(count):
        k = torch.sub(torch.sub(count, 1), i)
        found = sums[k]
        if torch.__is__(found, None):
          g = torch.zeros_like(outputs[k])
        else:
          g = unchecked_cast(Tensor, found)
        x = inputs[k]
        _0 = torch.append(result, torch.sum(g, [0]))
        _1 = torch.append(result, WEIGHT_GRADIENT)
        if ops.prim.requires_grad(x):
          piece = annotate(List[Optional[Tensor]], [INPUT_GRADIENT])
          more = torch.grad([x], leaves, piece, True, False, True)
          for j in range(torch.len(leaves)):
            one = more[j]
            if torch.__isnot__(one, None):
              old = sums[j]
              if torch.__isnot__(old, None):
                sum = torch.add(unchecked_cast(Tensor, old), unchecked_cast(Tensor, one))
                _2 = torch._set_item(sums, j, sum)
              else:
                _3 = torch._set_item(sums, j, one)
      torch.reverse(result)
      for i in range(torch.len(others)):
        found = sums[torch.add(count, i)]
        if torch.__is__(found, None):
          g = torch.zeros_like(others[i])
        else:
          g = unchecked_cast(Tensor, found)
        _4 = torch.append(result, g)
      return result
      """
          .strip()
          .replace("WEIGHT_GRADIENT", product("torch.t(g)", "torch.t(torch.detach(x))", "None"))
          .replace("INPUT_GRADIENT", product("g", "torch.t(torch.detach(weights[k]))", "None"));

  // On CUDA the fused update wants gradients laid out as their weights.
  private static final String ONE_PIECE =
      """
      sums = torch.grad(loss, others, None, AGAIN, False, True)
      result = annotate(List[Tensor], [])
      for i in range(torch.len(others)):
        found = sums[i]
        if torch.__is__(found, None):
          g = torch.zeros_like(others[i])
        else:
          g = torch.contiguous(unchecked_cast(Tensor, found))
        _0 = torch.append(result, g)
      return result
      """
          .strip();

  private DenseProducts() {}

  private static String product(String x, String w, String bias) {
    return Products.ONEDNN.linear(x, w, bias, false);
  }

  /** Whether this build of PyTorch has them, which those for some other processors do not. */
  static boolean isOffered() {
    return Probe.FOUND;
  }

  private static final class Probe {
    static final boolean FOUND = find();

    private static boolean find() {
      try {
        TorchFunction.of("denseProduct", List.of("x", "w", "b"), FORWARD);
        return true;
      } catch (IllegalArgumentException without) {
        return false;
      }
    }
  }

  /** {@code x W^T + b}: not recorded, the beginning of a new piece. */
  static NDArray forward(NDArray x, NDArray weight, NDArray bias) {
    return TorchFunction.of("denseProduct", List.of("x", "w", "b"), FORWARD).apply(x, weight, bias);
  }

  /** {@code x W^T + b} that nobody differentiates. */
  static NDArray undifferentiated(NDArray x, NDArray weight, NDArray bias) {
    return TorchFunction.of("undifferentiatedProduct", List.of("x", "w", "b"), UNDIFFERENTIATED)
        .apply(x, weight, bias);
  }

  /**
   * The gradients of {@code loss} by the weight and bias of each layer, in the order of the layers,
   * and then by the others; {@code again} where another backward pass follows.
   */
  static NDList gradients(
      NDManager manager,
      NDArray loss,
      List<NDArray> inputs,
      List<NDArray> weights,
      List<NDArray> outputs,
      List<NDArray> others,
      boolean again) {
    if (outputs.isEmpty()) {
      String body = ONE_PIECE.replace("AGAIN", again ? "True" : "False");
      return TorchProcedure.of("gradients", List.of("loss", "others"), List.of(), body)
          .compute(manager, List.of(List.of(loss), others));
    }
    return TorchProcedure.of(
            "gradients",
            List.of("loss", "inputs", "weights", "outputs", "others"),
            List.of(),
            BACKWARD)
        .compute(manager, List.of(List.of(loss), inputs, weights, outputs, others));
  }
}
