package org.vaelab.models;

import ai.djl.ndarray.NDArray;

/** What stands between two layers; each is one operator of the engine, element by element. */
public enum Activation {
  /** {@code max(x, 0)}. */
  RELU("relu"),
  /** {@code tanh(x)}. */
  TANH("tanh"),
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID("sigmoid"),
  /** {@code log(1 + exp(x))}. */
  SOFTPLUS("softplus");

  private final String word;

  Activation(String word) {
    this.word = word;
  }

  NDArray apply(NDArray x) {
    return switch (this) {
      case RELU -> ai.djl.nn.Activation.relu(x);
      case TANH -> ai.djl.nn.Activation.tanh(x);
      case SIGMOID -> ai.djl.nn.Activation.sigmoid(x);
      case SOFTPLUS -> ai.djl.nn.Activation.softPlus(x);
    };
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
