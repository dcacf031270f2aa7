package org.vaelab.experiments.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.models.outline.Operation;
import org.vaelab.models.outline.Sides;

/**
 * The steps of a network as ONNX operators.
 *
 * @param graph added to
 * @param model whose steps they are
 * @param labels the value of the one-hot labels; null for none
 */
record OnnxSteps(OnnxGraph graph, ExportedModel model, @Nullable String labels) {
  /** What the steps make of a value. */
  String apply(List<Operation> operations, String input) {
    String x = input;
    for (Operation operation : operations) {
      x = apply(operation, x);
    }
    return x;
  }

  /** {@code x W^T + b}. */
  String dense(Operation.Dense dense, String x) {
    return graph.node(
        "Gemm",
        Map.of("transB", 1),
        x,
        weights(dense.name(), "weight"),
        weights(dense.name(), "bias"));
  }

  private String weights(String name, String word) {
    String whole = name + "." + word;
    return graph.weights(whole, model.array(whole));
  }

  private String oneHot() {
    if (labels == null) {
      throw new IllegalStateException("a step reads labels, but the network has none");
    }
    return labels;
  }

  private String apply(Operation operation, String x) {
    if (operation instanceof Operation.Dense dense) {
      return dense(dense, x);
    }
    if (operation instanceof Operation.Convolution layer) {
      return convolution(
          "Conv", layer.name(), layer.kernel(), layer.stride(), layer.padding(), 0, x);
    }
    if (operation instanceof Operation.TransposedConvolution layer) {
      return convolution(
          "ConvTranspose",
          layer.name(),
          layer.kernel(),
          layer.stride(),
          layer.crop(),
          layer.outputPadding(),
          x);
    }
    if (operation instanceof Operation.MaximumPool pool) {
      int[] square = {pool.size(), pool.size()};
      return graph.node(
          "MaxPool", Map.of("kernel_shape", square, "strides", square, "ceil_mode", 1), x);
    }
    if (operation instanceof Operation.BatchNormalisation norm) {
      return normalisation(norm, x);
    }
    if (operation instanceof Operation.Elementwise each) {
      return OnnxFunctions.apply(graph, each, x);
    }
    if (operation instanceof Operation.Residual sum) {
      return graph.node("Add", apply(sum.branch(), x), apply(sum.skip(), x));
    }
    return reshaped(operation, x);
  }

  private String convolution(
      String operator,
      String name,
      int kernel,
      int stride,
      Sides sides,
      int outputPadding,
      String x) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("kernel_shape", new int[] {kernel, kernel});
    attributes.put("strides", new int[] {stride, stride});
    attributes.put("pads", new int[] {sides.top(), sides.left(), sides.bottom(), sides.right()});
    if (outputPadding > 0) {
      attributes.put("output_padding", new int[] {outputPadding, outputPadding});
    }
    return graph.node(operator, attributes, x, weights(name, "weight"), weights(name, "bias"));
  }

  private String normalisation(Operation.BatchNormalisation norm, String x) {
    return graph.node(
        "BatchNormalization",
        Map.of("epsilon", (float) norm.epsilon()),
        x,
        weights(norm.name(), "gamma"),
        weights(norm.name(), "beta"),
        weights(norm.name(), "runningMean"),
        weights(norm.name(), "runningVar"));
  }

  /** Steps that compute nothing, but move and join numbers. */
  private String reshaped(Operation operation, String x) {
    if (operation instanceof Operation.Flatten) {
      return graph.node("Flatten", Map.of("axis", 1), x);
    }
    if (operation instanceof Operation.Reshape to) {
      return graph.node("Reshape", x, graph.whole(-1, to.channels(), to.height(), to.width()));
    }
    if (operation instanceof Operation.LabelFeatures) {
      return graph.node("Concat", Map.of("axis", 1), x, oneHot());
    }
    if (operation instanceof Operation.LabelChannels label) {
      String rows = graph.node("Unsqueeze", oneHot(), graph.whole(2, 3));
      String planes = graph.node("Expand", rows, graph.whole(1, 1, label.height(), label.width()));
      return graph.node("Concat", Map.of("axis", 1), x, planes);
    }
    if (operation instanceof Operation.LabelColumns label) {
      String rows = graph.node("Unsqueeze", oneHot(), graph.whole(1, 2));
      String columns =
          graph.node("Expand", rows, graph.whole(1, label.channels(), label.height(), 1));
      return graph.node("Concat", Map.of("axis", 3), x, columns);
    }
    throw new IllegalStateException("a step without an operator: " + operation);
  }
}
