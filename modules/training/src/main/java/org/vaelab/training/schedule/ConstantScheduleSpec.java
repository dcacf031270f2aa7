package org.vaelab.training;

/** The learning rate stays as it is. */
public record ConstantScheduleSpec() implements ScheduleSpec {
  @Override
  public LearningRate create(double learningRate, int epochs) {
    return progress -> learningRate;
  }
}
