package org.vaelab.training;

import ai.djl.training.tracker.Tracker;

/** The choice of an optimizer. */
public sealed interface OptimizerSpec permits AdamSpec, AdamWSpec, SgdSpec {
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
