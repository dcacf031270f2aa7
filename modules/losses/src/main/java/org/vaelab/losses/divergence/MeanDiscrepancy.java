package org.vaelab.losses.divergence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.vaelab.engine.Scalars;

/** The maximum mean discrepancy, by which draws tell two distributions apart. */
public final class MeanDiscrepancy {
  private MeanDiscrepancy() {}

  /**
   * The squared discrepancy, estimated without bias, so that it is negative now and then.
   *
   * <p>Formula: {@code 1/(N(N-1)) sum_{i != j} k(a_i, a_j) + 1/(N(N-1)) sum_{i != j} k(b_i, b_j) -
   * 2/N^2 sum_{ij} k(a_i, b_j)}.
   *
   * <p>Source: Gretton et al., A Kernel Two-Sample Test, 2012, lemma 6; Tolstikhin, Bousquet, Gelly
   * and Schoelkopf, Wasserstein Auto-Encoders, 2018, algorithm 2.
   *
   * @param a draws of one distribution, shape {@code (N, Z)}
   * @param b as many of the other, same shape
   * @param kernel k
   * @return shape {@code ()}; 0 where N is 1, of which nothing can be said
   */
  public static NDArray squared(NDArray a, NDArray b, Kernel kernel) {
    long count = a.getShape().get(0);
    if (count < 2) {
      return a.getManager().zeros(new Shape(), a.getDataType());
    }
    NDArray inside = kernel.between(a, a).sum().add(kernel.between(b, b).sum());
    // Each code is 1 near to itself.
    NDArray others = inside.sub(Scalars.like(inside, 2.0 * count));
    NDArray across = kernel.between(a, b).sum();
    return others
        .div(Scalars.like(others, (double) count * (count - 1)))
        .sub(across.mul(Scalars.like(across, 2.0 / ((double) count * count))));
  }
}
