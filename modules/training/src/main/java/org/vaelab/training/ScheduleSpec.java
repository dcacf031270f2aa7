package org.vaelab.training;

import ai.djl.training.tracker.Tracker;

/** The choice of how the learning rate changes. */
public sealed interface ScheduleSpec permits ConstantScheduleSpec {
  /**
   * The rate for each update.
   *
   * @param learningRate where it starts
   * @return a DJL tracker
   */
  Tracker create(double learningRate);
}
