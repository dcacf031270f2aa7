package org.vaelab.training;

/** The choice of how the learning rate changes. */
public sealed interface ScheduleSpec
    permits ConstantScheduleSpec,
        StepScheduleSpec,
        ExponentialScheduleSpec,
        CosineScheduleSpec,
        PlateauScheduleSpec {
  /**
   * The schedule at its beginning.
   *
   * @param learningRate where it starts
   * @param epochs how many there will be
   * @return a new one for each training
   */
  LearningRate create(double learningRate, int epochs);
}
