package org.vaelab.experiments.figures;

/** Where the samples of a conditional model stand. */
public enum SampleArrangement {
  /** One row per class. */
  CLASS_ROWS("class-rows"),
  /** Tile after tile the next class, row by row; after the last class the first again. */
  CLASSES_IN_ORDER("classes-in-order");

  private final String word;

  SampleArrangement(String word) {
    this.word = word;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
