package org.vaelab.spec;

/** Which images a trained model is measured on. */
public enum EvaluationSplit {
  /** The test images. */
  TEST("test"),
  /** Those held out of the training images. */
  VALIDATION("validation"),
  /** The training images. */
  TRAIN("train");

  private final String word;

  EvaluationSplit(String word) {
    this.word = word;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
