package org.vaelab.models;

import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.UniformInitializer;

/**
 * A linear layer with PyTorch's default initialisation: weight and bias uniform in {@code
 * +-1/sqrt(fan-in)}.
 */
final class FanInLinear {
  private FanInLinear() {}

  static Linear create(int inputs, int outputs) {
    Linear linear = Linear.builder().setUnits(outputs).build();
    UniformInitializer uniform = new UniformInitializer((float) (1 / Math.sqrt(inputs)));
    for (Parameter parameter : linear.getDirectParameters().values()) {
      parameter.setInitializer(uniform);
    }
    return linear;
  }
}
