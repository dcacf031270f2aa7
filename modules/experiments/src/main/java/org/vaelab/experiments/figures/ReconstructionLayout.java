package org.vaelab.experiments.figures;

/** How inputs and reconstructions are put together. */
public enum ReconstructionLayout {
  /** Inputs in one row, reconstructions in the row below. */
  ROWS("rows"),
  /** A row for each image, the input at its left; in several pairs of columns where many. */
  PAIRS("pairs"),
  /** Only the reconstructions, row by row in a near-square grid. */
  GRID("grid"),
  /** Only the inputs, in such a grid. */
  INPUTS("inputs");

  private final String word;

  ReconstructionLayout(String word) {
    this.word = word;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
