package org.vaelab.training;

import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import org.jspecify.annotations.Nullable;

/** The choice of an optimizer. */
public sealed interface OptimizerSpec permits AdamSpec {
  /**
   * The learning rate before any schedule.
   *
   * @return greater than 0
   */
  double learningRate();

  /**
   * The largest norm that all gradients together may have.
   *
   * @return greater than 0; null for any
   */
  @Nullable Double clipNorm();

  /**
   * A new optimizer, at its beginning.
   *
   * @param learningRate gives the rate for each update
   * @return a DJL optimizer
   */
  Optimizer create(Tracker learningRate);
}
