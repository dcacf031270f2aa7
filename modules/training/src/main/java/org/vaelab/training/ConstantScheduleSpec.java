package org.vaelab.training;

import ai.djl.training.tracker.Tracker;

/** The learning rate stays as it is. */
public record ConstantScheduleSpec() implements ScheduleSpec {
  @Override
  public Tracker create(double learningRate) {
    return Tracker.fixed((float) learningRate);
  }
}
