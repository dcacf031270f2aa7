package org.vaelab.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;

/**
 * What every schedule of the learning rate promises, whoever wrote it: extend this class with
 * samples of one to hold it to that. Only what is public is used.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ScheduleContract {
  private static final double RATE = 0.02;
  private static final int EPOCHS = 8;
  private static final int ITERATIONS = 3;

  /**
   * Schedules, with each of their options at least once.
   *
   * @return at least one
   */
  protected abstract List<ScheduleSpec> samples();

  /** Two schedules of the same options are equal, as specs are compared. */
  @ParameterizedTest
  @MethodSource("samples")
  void theScheduleIsARecord(ScheduleSpec spec) {
    assertThat(spec).isInstanceOf(Record.class);
    spec.watched()
        .ifPresent(column -> assertThat(column).matches("(train|validation|test)_[a-z_]+"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void ratesAreFiniteAndNeverNegative(ScheduleSpec spec) {
    assertThat(rates(spec.create(RATE, EPOCHS), 0))
        .allSatisfy(rate -> assertThat(rate).isFinite().isNotNegative());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void askingChangesNothing(ScheduleSpec spec) {
    LearningRate rate = spec.create(RATE, EPOCHS);
    Progress progress = new Progress(4, ITERATIONS);
    double first = rate.rate(progress);
    rate.rate(new Progress(20, ITERATIONS));

    assertThat(rate.rate(progress)).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eachTrainingBeginsAnew(ScheduleSpec spec) {
    List<Double> first = rates(spec.create(RATE, EPOCHS), 0);

    assertThat(rates(spec.create(RATE, EPOCHS), 0)).isEqualTo(first);
  }

  /** What a checkpoint does: state out, state in, and on as if nothing had been. */
  @ParameterizedTest
  @MethodSource("samples")
  void goesOnFromItsState(ScheduleSpec spec) {
    LearningRate whole = spec.create(RATE, EPOCHS);
    List<Double> expected = rates(whole, 0);
    LearningRate first = spec.create(RATE, EPOCHS);
    for (int epoch = 1; epoch <= 4; epoch++) {
      first.epochEnded(metrics(epoch));
    }
    LearningRate second = spec.create(RATE, EPOCHS);
    second.restore(first.state());

    assertThat(rates(second, 4)).isEqualTo(expected.subList(4 * ITERATIONS, expected.size()));
  }

  /** A forced resume may bring the state of another schedule. */
  @ParameterizedTest
  @MethodSource("samples")
  void theStateOfAnotherScheduleIsLeftAlone(ScheduleSpec spec) {
    LearningRate rate = spec.create(RATE, EPOCHS);
    rate.restore(Map.of("unknown", 3.0));

    assertThat(rates(rate, 0)).isEqualTo(rates(spec.create(RATE, EPOCHS), 0));
  }

  /** The rates of each update after {@code epochs} that are done. */
  private static List<Double> rates(LearningRate rate, int epochs) {
    List<Double> rates = new ArrayList<>();
    for (int epoch = epochs + 1; epoch <= EPOCHS; epoch++) {
      for (int i = 0; i < ITERATIONS; i++) {
        rates.add(rate.rate(new Progress((epoch - 1L) * ITERATIONS + i, ITERATIONS)));
      }
      rate.epochEnded(metrics(epoch));
    }
    return rates;
  }

  /** A loss that falls and then stays. */
  private static EpochMetrics metrics(int epoch) {
    Measures measures = new Measures(Map.of("loss", 10.0 - Math.min(epoch, 3)));
    return new EpochMetrics(epoch, measures, measures, measures, RATE, 1, 1);
  }
}
