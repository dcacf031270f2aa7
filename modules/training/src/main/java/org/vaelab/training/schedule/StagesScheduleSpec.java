package org.vaelab.training.schedule;

import java.util.List;
import org.vaelab.input.Settings;
import org.vaelab.losses.schedule.ScheduleUnit;

/**
 * A learning rate of its own for each stage of the training: {@code rate * factor} of the stage;
 * the last one also holds for what comes after it, and without any the rate stays as it is.
 *
 * @param stages one after the other
 * @param unit what their lengths count
 */
public record StagesScheduleSpec(List<Stage> stages, ScheduleUnit unit) implements ScheduleSpec {
  /**
   * A part of the training.
   *
   * @param length how long it lasts, at least 1
   * @param factor what the learning rate is multiplied by
   */
  public record Stage(int length, double factor) {
    /** Checks the ranges. */
    public Stage {
      new Settings().atLeast("length", length, 1).positive("factor", factor).check();
    }
  }

  /** Copies the stages. */
  public StagesScheduleSpec {
    stages = List.copyOf(stages);
  }

  /**
   * Stages that last epochs.
   *
   * @param stages one after the other
   */
  public StagesScheduleSpec(List<Stage> stages) {
    this(stages, ScheduleUnit.EPOCH);
  }

  @Override
  public LearningRate create(double learningRate, int epochs) {
    return progress -> {
      double done = progress.in(unit);
      double factor = 1;
      for (Stage stage : stages) {
        factor = stage.factor();
        if (done < stage.length()) {
          break;
        }
        done -= stage.length();
      }
      return learningRate * factor;
    };
  }
}
