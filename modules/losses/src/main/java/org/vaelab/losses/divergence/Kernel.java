package org.vaelab.losses.divergence;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;

/**
 * How near two codes are: 1 where they are the same, and less the farther apart.
 *
 * <p>Both have the width {@code C = 2 Z}, the expected squared distance of two draws of N(0, I) in
 * Z dimensions.
 */
public enum Kernel {
  /**
   * {@code C / (C + |a - b|^2)}, the inverse multiquadric, whose tails reach far.
   *
   * <p>Source: Tolstikhin, Bousquet, Gelly and Schoelkopf, Wasserstein Auto-Encoders, 2018, section
   * 4.
   */
  IMQ("imq"),
  /** {@code exp(-|a - b|^2 / C)}, a Gaussian. */
  RBF("rbf");

  private final String word;

  Kernel(String word) {
    this.word = word;
  }

  /** Of each pair of rows of a (N, Z) and b (M, Z): (N, M). */
  NDArray between(NDArray a, NDArray b) {
    NDArray distance = a.expandDims(1).sub(b.expandDims(0)).square().sum(new int[] {2});
    NDArray width = Scalars.like(distance, 2.0 * a.getShape().get(1));
    return switch (this) {
      case IMQ -> width.div(distance.add(width));
      case RBF -> distance.div(width).neg().exp();
    };
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
