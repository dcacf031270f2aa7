package org.vaelab.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.losses.schedule.ScheduleUnit;
import org.vaelab.training.EarlyStoppingSpec;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;

/** Every schedule against PyTorch's; see src/test/python/schedules.py. */
class ScheduleTest {
  private static final double RATE = 0.02;
  private static final int EPOCHS = 8;
  private static final int ITERATIONS = 3;
  private static final Map<String, ScheduleSpec> SPECS =
      Map.ofEntries(
          Map.entry("step-epoch", new StepScheduleSpec(2)),
          Map.entry("step-iteration", new StepScheduleSpec(5, 0.1, ScheduleUnit.ITERATION)),
          Map.entry("exponential-epoch", new ExponentialScheduleSpec(0.8, ScheduleUnit.EPOCH)),
          Map.entry(
              "exponential-iteration", new ExponentialScheduleSpec(0.97, ScheduleUnit.ITERATION)),
          Map.entry("cosine-epoch", new CosineScheduleSpec()),
          Map.entry("cosine-iteration", new CosineScheduleSpec(0, 0.001, ScheduleUnit.ITERATION)),
          Map.entry("cosine-warm-epoch", new CosineScheduleSpec(2, 0.001, ScheduleUnit.EPOCH)),
          Map.entry("cosine-warm-iteration", new CosineScheduleSpec(5, 0, ScheduleUnit.ITERATION)),
          Map.entry("plateau-falling", plateau(0.1, 1, 0)),
          Map.entry("plateau-flat", plateau(0.1, 1, 0)),
          Map.entry("plateau-creeping", plateau(0.1, 1, 0)),
          Map.entry("plateau-noisy", plateau(0.1, 1, 0)),
          Map.entry("plateau-flat-minimum", plateau(0.5, 0, 0.004)),
          Map.entry("plateau-flat-tiny", plateau(0.01, 0, 0)));

  private record Row(String schedule, int update, double rate, double loss) {}

  private static PlateauScheduleSpec plateau(double factor, int patience, double minimum) {
    return new PlateauScheduleSpec(factor, patience, 1e-4, minimum, PlateauMetric.TRAIN_LOSS);
  }

  private static List<Row> rows() throws IOException {
    try (InputStream csv = ScheduleTest.class.getResourceAsStream("schedules.csv")) {
      String text =
          new String(Objects.requireNonNull(csv).readAllBytes(), StandardCharsets.US_ASCII);
      List<Row> rows = new ArrayList<>();
      for (String line : text.lines().skip(1).toList()) {
        List<String> cells = Arrays.asList(line.split(",", -1));
        rows.add(
            new Row(
                cells.get(0),
                Integer.parseInt(cells.get(1)),
                Double.parseDouble(cells.get(2)),
                Double.parseDouble(cells.get(3))));
      }
      return rows;
    }
  }

  static Set<String> schedules() throws IOException {
    Set<String> names = new HashSet<>();
    rows().forEach(row -> names.add(row.schedule()));
    return names;
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void followsPyTorch(String name) throws IOException {
    LearningRate rate = Objects.requireNonNull(SPECS.get(name), name).create(RATE, EPOCHS);
    for (Row row : rows()) {
      if (!row.schedule().equals(name)) {
        continue;
      }
      assertThat(rate.rate(new Progress(row.update(), ITERATIONS)))
          .as("update " + row.update())
          .isCloseTo(row.rate(), within(1e-12));
      if (row.update() % ITERATIONS == ITERATIONS - 1) {
        rate.epochEnded(epoch(row.loss()));
      }
    }
  }

  @Test
  void aConstantRateStays() {
    LearningRate constant = new ConstantScheduleSpec().create(RATE, EPOCHS);
    assertThat(constant.rate(new Progress(23, ITERATIONS))).isEqualTo(RATE);
  }

  /** A density may make the loss negative; a smaller one is still better. */
  @Test
  void aPlateauIsFoundBelowZeroToo() {
    LearningRate rate = plateau(0.1, 0, 0).create(RATE, EPOCHS);
    rate.epochEnded(epoch(-100));
    rate.epochEnded(epoch(-110));
    assertThat(rate.rate(new Progress(6, ITERATIONS))).isEqualTo(RATE);
    rate.epochEnded(epoch(-110));
    assertThat(rate.rate(new Progress(9, ITERATIONS))).isCloseTo(RATE / 10, within(1e-12));
  }

  @Test
  void thePlateauFollowsTheLossItNames() {
    EpochMetrics metrics = new EpochMetrics(1, loss(1), loss(2), loss(3), RATE, 1, 1);

    assertThat(PlateauMetric.TRAIN_LOSS.of(metrics)).isEqualTo(1);
    assertThat(PlateauMetric.VALIDATION_LOSS.of(metrics)).isEqualTo(2);
    assertThat(PlateauMetric.TEST_LOSS.of(metrics)).isEqualTo(3);
  }

  /** A loss that grows because its beta does is no worse model. */
  @Test
  void whatWatchesTheTrainingLossWatchesItAtFullBeta() {
    List<EpochMetrics> warming = List.of(warming(1, 100, 150), warming(2, 110, 140));
    LearningRate rate = plateau(0.1, 0, 0).create(RATE, EPOCHS);
    warming.forEach(rate::epochEnded);
    EarlyStoppingSpec stopping = new EarlyStoppingSpec("train_loss", 0, 0);

    assertThat(rate.rate(new Progress(6, ITERATIONS))).isEqualTo(RATE);
    assertThat(stopping.bestEpoch(warming)).isEqualTo(2);
    assertThat(stopping.stops(warming)).isFalse();
    assertThat(new EarlyStoppingSpec("train_elbo", 0, 0).bestEpoch(warming)).isEqualTo(1);
    assertThat(new EarlyStoppingSpec("test_loss", 0, 0).bestEpoch(warming)).isEqualTo(2);
  }

  private static EpochMetrics warming(int epoch, double loss, double settledLoss) {
    Measures train = new Measures(Map.of("loss", loss), Map.of("elbo", loss));
    return new EpochMetrics(epoch, train, null, loss(-epoch), RATE, 1, 1, settledLoss);
  }

  private static EpochMetrics epoch(double trainLoss) {
    return new EpochMetrics(1, loss(trainLoss), null, loss(0), RATE, 1, 1);
  }

  private static Measures loss(double value) {
    return new Measures(Map.of("loss", value));
  }

  /** The first stages of Burda et al.: 1 and 3 epochs, at factors of 1 and 10^(-1/7). */
  @Test
  void eachStageHasItsRateAndTheLastGoesOn() {
    LearningRate rate =
        new StagesScheduleSpec(
                List.of(
                    new StagesScheduleSpec.Stage(1, 1), new StagesScheduleSpec.Stage(3, 0.7196857)))
            .create(0.001, 4);

    assertThat(rate.rate(new Progress(0, 10))).isEqualTo(0.001);
    assertThat(rate.rate(new Progress(9, 10))).isEqualTo(0.001);
    assertThat(rate.rate(new Progress(10, 10))).isEqualTo(0.001 * 0.7196857);
    assertThat(rate.rate(new Progress(39, 10))).isEqualTo(0.001 * 0.7196857);
    assertThat(rate.rate(new Progress(400, 10))).isEqualTo(0.001 * 0.7196857);
    assertThat(new StagesScheduleSpec(List.of()).create(0.5, 4).rate(new Progress(9, 2)))
        .isEqualTo(0.5);
    assertThatThrownBy(() -> new StagesScheduleSpec.Stage(0, 0))
        .hasMessage("length must be >= 1, was 0; factor must be > 0, was 0");
  }
}
