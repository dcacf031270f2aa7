package org.vaelab.models.parameter;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.initializer.UniformInitializer;

/**
 * The choice of a layer's first weights, by its fan-in and fan-out: how many inputs a unit sums,
 * and how many units read an input. A kernel counts each of its taps; the fan-in of a transposed
 * convolution counts its output channels, as in PyTorch and TensorFlow.
 */
public enum Initialization {
  /** Weights and biases uniform in {@code +-1/sqrt(fan-in)}: the default of PyTorch's layers. */
  PYTORCH("pytorch"),
  /**
   * Weights uniform in {@code +-sqrt(6 / (fan-in + fan-out))}, biases 0 (Glorot and Bengio, 2010,
   * equation 16).
   */
  GLOROT_UNIFORM("glorot-uniform"),
  /**
   * Weights normal with deviation {@code sqrt(2 / fan-in)}, biases 0 (He et al., Delving Deep into
   * Rectifiers, 2015, equation 10).
   */
  KAIMING_NORMAL("kaiming-normal"),
  /**
   * Weights normal with deviation {@code sqrt(2.6 / fan-in)} but none beyond two deviations, biases
   * 0: the variance scaling of TensorFlow 1's contrib.layers.
   */
  HE_TRUNCATED("he-truncated");

  private final String word;

  Initialization(String word) {
    this.word = word;
  }

  /**
   * Tells the parameters of one layer how they begin: those of type WEIGHT as weights, all others
   * as biases.
   *
   * @param layer whose own parameters these are; its children's are left alone
   * @param fanIn how many inputs a unit sums, each tap of a kernel counted
   * @param fanOut how many units read an input, likewise
   */
  public void prepare(Block layer, long fanIn, long fanOut) {
    for (Parameter parameter : layer.getDirectParameters().values()) {
      boolean weight = parameter.getType() == Parameter.Type.WEIGHT;
      parameter.setInitializer(weight ? weights(fanIn, fanOut) : biases(fanIn));
    }
  }

  private Initializer weights(long fanIn, long fanOut) {
    return switch (this) {
      case PYTORCH -> uniform(1.0 / fanIn);
      case GLOROT_UNIFORM -> uniform(6.0 / (fanIn + fanOut));
      case KAIMING_NORMAL -> new NormalInitializer((float) Math.sqrt(2.0 / fanIn));
      case HE_TRUNCATED -> new TruncatedNormal(Math.sqrt(2.6 / fanIn));
    };
  }

  private Initializer biases(long fanIn) {
    return this == PYTORCH ? uniform(1.0 / fanIn) : new ConstantInitializer(0);
  }

  private static Initializer uniform(double squaredLimit) {
    return new UniformInitializer((float) Math.sqrt(squaredLimit));
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
