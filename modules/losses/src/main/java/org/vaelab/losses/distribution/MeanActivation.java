package org.vaelab.losses.distribution;

import ai.djl.ndarray.NDArray;

/** How a decoder's raw output becomes the mean of Gaussian pixels. */
public enum MeanActivation {
  /** The mean is the output; for pixels of any range, such as standardised ones. */
  IDENTITY("identity"),
  /** The mean is 1 / (1 + exp(-output)); for pixels in [0, 1]. */
  SIGMOID("sigmoid");

  private final String word;

  MeanActivation(String word) {
    this.word = word;
  }

  /**
   * The means.
   *
   * @param raw a decoder's output, any shape
   * @return same shape
   */
  public NDArray apply(NDArray raw) {
    return this == IDENTITY ? raw : raw.getNDArrayInternal().sigmoid();
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
