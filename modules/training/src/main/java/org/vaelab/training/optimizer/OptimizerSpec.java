package org.vaelab.training.optimizer;

import ai.djl.training.tracker.Tracker;

/**
 * The choice of an optimizer.
 *
 * <p>Not sealed: a record of anyone's that implements this is an optimizer, and its components are
 * its fields in a spec. {@code OptimizerContract} in the tests holds what each promises. What an
 * update does is an {@link UpdateRule}; plain descent is
 *
 * <pre>{@code
 * new FusedOptimizer(
 *     UpdateRule.of(
 *         "descent", List.of(), List.of(), List.of(), null,
 *         "torch._foreach_add_(weights, torch._foreach_mul(gradients, -rate))"),
 *     learningRate)
 * }</pre>
 */
public interface OptimizerSpec {
  /**
   * The learning rate before any schedule.
   *
   * @return greater than 0
   */
  double learningRate();

  /**
   * A new optimizer, at its beginning.
   *
   * @param learningRate gives the rate of each update where DJL's trainer asks for one
   * @return a DJL optimizer
   */
  FusedOptimizer create(Tracker learningRate);
}
