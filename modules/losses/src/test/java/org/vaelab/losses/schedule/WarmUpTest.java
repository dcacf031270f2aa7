package org.vaelab.losses.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.vaelab.input.InvalidSettingsException;

/** How the weight of the divergence grows. */
class WarmUpTest {
  @Test
  void aLengthInEpochsGrowsWithEveryIteration() {
    WarmUp warmUp = new LinearWarmUp(2);

    assertThat(warmUp.factor(new Progress(0, 4))).isZero();
    assertThat(warmUp.factor(new Progress(1, 4))).isEqualTo(0.125);
    assertThat(warmUp.factor(new Progress(7, 4))).isEqualTo(0.875);
    assertThat(warmUp.factor(new Progress(8, 4))).isEqualTo(1);
    assertThat(warmUp.factor(new Progress(80, 4))).isEqualTo(1);
  }

  @Test
  void aLengthInIterationsDoesNotDependOnTheEpoch() {
    WarmUp warmUp = new LinearWarmUp(8, ScheduleUnit.ITERATION);

    assertThat(warmUp.factor(new Progress(2, 4))).isEqualTo(0.25);
    assertThat(warmUp.factor(new Progress(2, 400))).isEqualTo(0.25);
    assertThat(warmUp.factor(new Progress(9, 400))).isEqualTo(1);
  }

  /** As {@code frange_cycle_linear} of the paper's authors: 4 cycles of 100 steps, half of each. */
  @Test
  void aCycleGrowsStaysAndBeginsAgain() {
    WarmUp warmUp = new CyclicalWarmUp(100, 4, 0.5, ScheduleUnit.ITERATION);

    assertThat(warmUp.factor(new Progress(0, 9))).isZero();
    assertThat(warmUp.factor(new Progress(25, 9))).isEqualTo(0.5);
    assertThat(warmUp.factor(new Progress(50, 9))).isEqualTo(1);
    assertThat(warmUp.factor(new Progress(99, 9))).isEqualTo(1);
    assertThat(warmUp.factor(new Progress(100, 9))).isZero();
    assertThat(warmUp.factor(new Progress(325, 9))).isEqualTo(0.5);
    assertThat(warmUp.factor(new Progress(400, 9))).isEqualTo(1);
    assertThat(new CyclicalWarmUp(3)).isEqualTo(new CyclicalWarmUp(3, 4, 0.5, ScheduleUnit.EPOCH));
    assertThatThrownBy(() -> new CyclicalWarmUp(0, 0, 1.5, ScheduleUnit.EPOCH))
        .hasMessage(
            "length must be >= 1, was 0; cycles must be >= 1, was 0; rise must be <= 1, was 1.5");
  }

  @Test
  void withoutAWarmUpTheWeightIsFullAtOnce() {
    assertThat(new NoWarmUp().factor(new Progress(0, 4))).isEqualTo(1);
  }

  @Test
  void theDefaultUnitIsTheEpoch() {
    assertThat(new LinearWarmUp(3)).isEqualTo(new LinearWarmUp(3, ScheduleUnit.EPOCH));
    assertThat(ScheduleUnit.values())
        .extracting(Object::toString)
        .containsExactly("epoch", "iteration");
  }

  @Test
  void everyFaultIsNamed() {
    assertThatThrownBy(() -> new LinearWarmUp(0))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("length must be >= 1, was 0");
    assertThatThrownBy(() -> new Progress(-1, 0))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("iteration must be >= 0, was -1; iterationsPerEpoch must be >= 1, was 0");
  }
}
