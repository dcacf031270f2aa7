package org.vaelab.training.schedule;

import java.util.Map;
import java.util.Objects;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.training.metrics.EpochMetrics;

/** A plateau schedule under way. */
final class Plateau implements LearningRate {
  /** Smaller changes of the rate are not made, as in PyTorch. */
  private static final double SMALLEST_CHANGE = 1e-8;

  private final PlateauScheduleSpec spec;
  private double rate;
  private double best = Double.POSITIVE_INFINITY;
  private int worseEpochs;

  Plateau(PlateauScheduleSpec spec, double learningRate) {
    this.spec = spec;
    this.rate = learningRate;
  }

  @Override
  public double rate(Progress progress) {
    return rate;
  }

  @Override
  public Map<String, Double> state() {
    return Map.of("rate", rate, "best", best, "worseEpochs", (double) worseEpochs);
  }

  @Override
  public void restore(Map<String, Double> state) {
    if (!state.keySet().equals(state().keySet())) {
      // Of a training with another schedule, which was forced to go on with this one.
      return;
    }
    rate = Objects.requireNonNull(state.get("rate"));
    best = Objects.requireNonNull(state.get("best"));
    worseEpochs = Objects.requireNonNull(state.get("worseEpochs")).intValue();
  }

  @Override
  public void epochEnded(EpochMetrics metrics) {
    double loss = spec.metric().of(metrics);
    // PyTorch multiplies by (1 - threshold), which for negative losses would ask for less than
    // none.
    if (Double.isInfinite(best) || loss < best - spec.threshold() * Math.abs(best)) {
      best = loss;
      worseEpochs = 0;
      return;
    }
    worseEpochs++;
    if (worseEpochs > spec.patience()) {
      double lower = Math.max(rate * spec.factor(), spec.minimum());
      rate = rate - lower > SMALLEST_CHANGE ? lower : rate;
      worseEpochs = 0;
    }
  }
}
