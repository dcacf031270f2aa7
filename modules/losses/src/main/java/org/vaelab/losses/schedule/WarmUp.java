package org.vaelab.losses.schedule;

/**
 * The choice of how the weight of the divergence grows at the start of training.
 *
 * <p>Not sealed: {@code WarmUpContract} in the tests holds what each promises.
 */
public interface WarmUp {
  /**
   * What the weight is multiplied with.
   *
   * @param progress how far the run has come
   * @return between 0 and 1
   */
  double factor(Progress progress);

  /**
   * Whether the factor is ever another than 1.
   *
   * @return true, unless a choice overrides it
   */
  default boolean changes() {
    return true;
  }
}
