package org.vaelab.experiments.exchange;

import java.util.Map;
import org.vaelab.data.PixelScale;
import org.vaelab.data.Transform;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.Scale;
import org.vaelab.models.outline.Operation;

/** Functions of each element as ONNX operators. */
final class OnnxFunctions {
  private OnnxFunctions() {}

  /** An activation. */
  static String apply(OnnxGraph graph, Operation.Elementwise each, String x) {
    return switch (each.function()) {
      case RELU -> graph.node("Relu", x);
      case LEAKY_RELU -> graph.node("LeakyRelu", Map.of("alpha", (float) each.slope()), x);
      case ELU -> graph.node("Elu", Map.of("alpha", 1f), x);
      case GELU -> gelu(graph, x);
      case SILU -> graph.node("Mul", x, graph.node("Sigmoid", x));
      case TANH -> graph.node("Tanh", x);
      case SIGMOID -> graph.node("Sigmoid", x);
      case SOFTPLUS -> graph.node("Softplus", x);
    };
  }

  /** {@code x / 2 (1 + erf(x / sqrt 2))}; the operator of its own came with a later set. */
  private static String gelu(OnnxGraph graph, String x) {
    String erf = graph.node("Erf", graph.node("Mul", x, graph.number(Math.sqrt(0.5))));
    String twice = graph.node("Mul", x, graph.node("Add", erf, graph.number(1)));
    return graph.node("Mul", twice, graph.number(0.5));
  }

  /** The log-variance of a raw output; the two scales there are. */
  static String logVariance(OnnxGraph graph, Scale scale, String raw) {
    boolean exponential = scale instanceof ExpScale;
    if (exponential && scale.floor() == 0) {
      return raw;
    }
    String deviation =
        exponential
            ? graph.node("Exp", graph.node("Mul", raw, graph.number(0.5)))
            : graph.node("Softplus", raw);
    String floored = graph.node("Add", deviation, graph.number(scale.floor()));
    return graph.node("Mul", graph.node("Log", floored), graph.number(2));
  }

  /** Pixels in [0, 1] as the network sees them. */
  static String seen(OnnxGraph graph, Transform transform, PixelScale scale, String x) {
    return switch (transform) {
      case UNIT -> x;
      case BINARIZE, STOCHASTIC_BINARIZE ->
          graph.node("Cast", Map.of("to", 1), graph.node("GreaterOrEqual", x, graph.number(0.5)));
      case STANDARDIZE ->
          graph.node(
              "Div",
              graph.node("Sub", x, graph.number(scale.mean())),
              graph.number(scale.standardDeviation()));
    };
  }

  /** What the network gave as pixels around [0, 1]. */
  static String shown(OnnxGraph graph, PixelScale scale, String x) {
    if (scale.equals(PixelScale.UNIT)) {
      return x;
    }
    String wide = graph.node("Mul", x, graph.number(scale.standardDeviation()));
    return graph.node("Add", wide, graph.number(scale.mean()));
  }
}
