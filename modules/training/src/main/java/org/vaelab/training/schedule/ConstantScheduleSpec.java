package org.vaelab.training.schedule;

/** The learning rate stays as it is. */
public record ConstantScheduleSpec() implements ScheduleSpec {
  @Override
  public LearningRate create(double learningRate, int epochs) {
    return progress -> learningRate;
  }
}
