package org.vaelab.models.program;

import org.vaelab.models.outline.ElementFunction;

/** Functions of each element and their derivatives, as PyTorch has them. */
final class ElementGradients {
  private ElementGradients() {}

  /** The function of {@code x}. */
  static String value(ElementFunction function, String x, double slope) {
    return switch (function) {
      case RELU -> "torch.relu(" + x + ")";
      case LEAKY_RELU -> "torch.leaky_relu(" + x + ", " + slope + ")";
      case ELU -> "torch.elu(" + x + ")";
      case GELU -> "torch.gelu(" + x + ")";
      case SILU -> "torch.silu(" + x + ")";
      case TANH -> "torch.tanh(" + x + ")";
      case SIGMOID -> "torch.sigmoid(" + x + ")";
      case SOFTPLUS -> "torch.softplus(" + x + ")";
    };
  }

  /** The gradient of x, where {@code y} is the function of it and {@code g} the gradient of y. */
  static String back(ElementFunction function, String g, String x, String y, double slope) {
    String both = "_backward(" + g + ", ";
    return switch (function) {
      case RELU -> "ops.aten.threshold" + both + y + ", 0)";
      case LEAKY_RELU -> "ops.aten.leaky_relu" + both + x + ", " + slope + ", False)";
      case ELU -> "ops.aten.elu" + both + "1., 1., 1., True, " + y + ")";
      case GELU -> "ops.aten.gelu" + both + x + ")";
      case SILU -> "ops.aten.silu" + both + x + ")";
      case TANH -> "ops.aten.tanh" + both + y + ")";
      case SIGMOID -> "ops.aten.sigmoid" + both + y + ")";
      case SOFTPLUS -> "ops.aten.softplus" + both + x + ", 1, 20)";
    };
  }
}
