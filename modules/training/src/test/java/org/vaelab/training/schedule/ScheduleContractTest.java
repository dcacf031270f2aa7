package org.vaelab.training.schedule;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.losses.schedule.ScheduleUnit;

/** The schedules of this project keep their promises, and the contract finds who does not. */
class ScheduleContractTest extends ScheduleContract {
  @Override
  protected List<ScheduleSpec> samples() {
    return List.of(
        new ConstantScheduleSpec(),
        new StepScheduleSpec(2),
        new StepScheduleSpec(5, 0.1, ScheduleUnit.ITERATION),
        new ExponentialScheduleSpec(),
        new StagesScheduleSpec(
            List.of(new StagesScheduleSpec.Stage(1, 1), new StagesScheduleSpec.Stage(3, 0.5))),
        new CosineScheduleSpec(),
        new CosineScheduleSpec(5, 0.001, ScheduleUnit.ITERATION),
        new PlateauScheduleSpec(0.1, 0, 1e-4, 0, PlateauMetric.TRAIN_LOSS),
        new PlateauScheduleSpec(0.1, 1, 1e-4, 0, PlateauMetric.VALIDATION_LOSS));
  }

  /** Counts how often it is asked, falls below 0 and forgets what it counted. */
  record Wrong(int[] asked) implements ScheduleSpec {
    @Override
    public LearningRate create(double learningRate, int epochs) {
      return new LearningRate() {
        @Override
        public double rate(Progress progress) {
          return learningRate * (5 - asked[0]++);
        }

        @Override
        public void restore(Map<String, Double> state) {
          asked[0] = 100;
        }
      };
    }
  }

  @Test
  void theContractFindsWhatIsWrong() {
    ScheduleSpec wrong = new Wrong(new int[1]);

    assertThatThrownBy(() -> ratesAreFiniteAndNeverNegative(wrong))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> askingChangesNothing(wrong)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> eachTrainingBeginsAnew(wrong)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> goesOnFromItsState(wrong)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> theStateOfAnotherScheduleIsLeftAlone(wrong))
        .isInstanceOf(AssertionError.class);
  }
}
