package org.vaelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.losses.schedule.ScheduleUnit;
import org.vaelab.training.TrainingSpec;
import org.vaelab.training.checkpoint.CheckpointSpec;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.metrics.PartialEpoch;
import org.vaelab.training.optimizer.AdamSpec;
import org.vaelab.training.schedule.ConstantScheduleSpec;
import org.vaelab.training.schedule.CosineScheduleSpec;
import org.vaelab.training.schedule.ExponentialScheduleSpec;
import org.vaelab.training.schedule.PlateauScheduleSpec;
import org.vaelab.training.schedule.ScheduleSpec;
import org.vaelab.training.schedule.StepScheduleSpec;

/** Trainings of 20 epochs that were begun with 10, of ten steps each. */
class RateDifferenceTest {
  @Test
  void onlyASchedulesEndMakesADifference() {
    for (ScheduleSpec schedule :
        List.of(
            new ConstantScheduleSpec(),
            new StepScheduleSpec(2),
            new ExponentialScheduleSpec(),
            new PlateauScheduleSpec())) {
      assertThat(RateDifference.of(spec(schedule), 10, state(5, 0))).isEmpty();
    }
    assertThat(RateDifference.of(spec(new CosineScheduleSpec()), 20, state(5, 0))).isEmpty();
  }

  /** While the rate is still what it begins with, or grows to it, nothing has differed. */
  @ParameterizedTest
  @CsvSource({
    "0, EPOCH, 0, 0, false",
    "0, EPOCH, 0, 9, false",
    "0, EPOCH, 1, 0, false",
    "0, EPOCH, 1, 1, true",
    "3, EPOCH, 4, 0, false",
    "3, EPOCH, 4, 1, true",
    "0, ITERATION, 0, 1, false",
    "0, ITERATION, 0, 2, true",
    "12, ITERATION, 1, 3, false",
    "12, ITERATION, 1, 4, true",
  })
  void aCosineDiffersOnceItFalls(
      int warmUp, ScheduleUnit unit, int epochs, int steps, boolean differs) {
    CosineScheduleSpec cosine = new CosineScheduleSpec(warmUp, 0, unit);

    assertThat(RateDifference.of(spec(cosine), 10, state(epochs, steps)).isPresent())
        .isEqualTo(differs);
  }

  private static TrainingSpec spec(ScheduleSpec schedule) {
    return new TrainingSpec(20, 50, new AdamSpec(), schedule, new CheckpointSpec(), null);
  }

  private static TrainingState state(int epochs, int steps) {
    PartialEpoch partial = new PartialEpoch(50 * steps, steps, List.of(), 1);
    return new TrainingState(epochs, 10L * epochs + steps, Map.of(), List.of(), partial);
  }
}
