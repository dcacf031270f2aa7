package org.vaelab.experiments.figures;

/** Which end of the second latent dimension is the top row of a manifold. */
public enum TopRow {
  /** It grows downwards. */
  LOWEST("lowest"),
  /** It grows upwards, as in a plot. */
  HIGHEST("highest");

  private final String word;

  TopRow(String word) {
    this.word = word;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
