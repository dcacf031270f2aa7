package org.vaelab.models.outline;

/** Functions of one number, by the words of a spec. */
public enum ElementFunction {
  /** {@code max(x, 0)}. */
  RELU("relu"),
  /** {@code x} where positive, else {@code slope x}. */
  LEAKY_RELU("leakyRelu"),
  /** {@code x} where positive, else {@code exp(x) - 1}. */
  ELU("elu"),
  /** {@code x Phi(x)}. */
  GELU("gelu"),
  /** {@code x / (1 + exp(-x))}. */
  SILU("silu"),
  /** {@code tanh(x)}. */
  TANH("tanh"),
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID("sigmoid"),
  /** {@code log(1 + exp(x))}. */
  SOFTPLUS("softplus");

  private final String word;

  ElementFunction(String word) {
    this.word = word;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
