package org.vaelab.data.source;

/** The two halves that every data set is distributed in. */
public enum Split {
  /** What a model learns from. */
  TRAIN("train"),
  /** What it is judged on. */
  TEST("test");

  private final String word;

  Split(String word) {
    this.word = word;
  }

  /** The word used in messages and file names. */
  @Override
  public String toString() {
    return word;
  }
}
