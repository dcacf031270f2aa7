package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDArray;
import org.vaelab.losses.distribution.Distribution;

/** What is shown of a distribution. */
public enum Representative {
  /** Its mean. */
  MEAN("mean"),
  /** One draw. */
  SAMPLE("sample");

  private final String word;

  Representative(String word) {
    this.word = word;
  }

  /** Of each distribution of the batch, shape {@code (B, ...)}. */
  NDArray of(Distribution distribution) {
    return this == MEAN ? distribution.mean() : distribution.sample();
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
