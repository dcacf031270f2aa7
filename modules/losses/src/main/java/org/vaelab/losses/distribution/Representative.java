package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;

/** What stands for a distribution. */
public enum Representative {
  /** Its mean. */
  MEAN("mean"),
  /** One draw. */
  SAMPLE("sample");

  private final String word;

  Representative(String word) {
    this.word = word;
  }

  /**
   * What stands for each distribution of a batch.
   *
   * @param distribution over {@code (B, ...)}
   * @return shape {@code (B, ...)}; a draw comes from the engine's random stream
   */
  public NDArray of(Distribution distribution) {
    return this == MEAN ? distribution.mean() : distribution.sample();
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
