package org.vaelab.training.schedule;

import org.vaelab.input.Settings;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.losses.schedule.ScheduleUnit;

/**
 * The learning rate grows in a line at first and then falls along half a cosine to its minimum at
 * the end of the training: {@code min + (rate - min) (1 + cos(pi t)) / 2}, t from 0 to 1.
 *
 * <p>Source: Loshchilov and Hutter, SGDR, 2017, equation 5, without restarts.
 *
 * @param warmUp how many units it grows; the first has {@code rate / (warmUp + 1)}
 * @param minimum where it ends
 * @param unit how often it changes: each epoch or each iteration
 */
public record CosineScheduleSpec(int warmUp, double minimum, ScheduleUnit unit)
    implements ScheduleSpec {
  /** Checks the ranges. */
  public CosineScheduleSpec {
    new Settings().atLeast("warmUp", warmUp, 0).atLeast("minimum", minimum, 0.0).check();
  }

  /** No warm-up, down to 0, changed each epoch. */
  public CosineScheduleSpec() {
    this(0, 0, ScheduleUnit.EPOCH);
  }

  @Override
  public void check(double learningRate, int epochs, Settings conflicts) {
    conflicts
        .require(
            minimum <= learningRate,
            "minimum",
            "must be <= the learning rate, " + learningRate + ", was " + minimum)
        .require(
            unit != ScheduleUnit.EPOCH || warmUp < epochs,
            "warmUp",
            "must be < training.epochs, " + epochs + ", was " + warmUp);
  }

  @Override
  public LearningRate create(double learningRate, int epochs) {
    return progress -> {
      double passed = Math.floor(progress.in(unit));
      if (passed < warmUp) {
        return learningRate * (passed + 1) / (warmUp + 1);
      }
      double falling = Math.max(total(progress, epochs) - warmUp, 1);
      double t = Math.min((passed - warmUp) / falling, 1);
      return minimum + (learningRate - minimum) * (1 + Math.cos(Math.PI * t)) / 2;
    };
  }

  private double total(Progress progress, int epochs) {
    return unit == ScheduleUnit.EPOCH ? epochs : (double) epochs * progress.iterationsPerEpoch();
  }
}
