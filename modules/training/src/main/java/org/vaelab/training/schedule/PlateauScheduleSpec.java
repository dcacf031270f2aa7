package org.vaelab.training.schedule;

import java.util.Optional;
import org.vaelab.input.Settings;

/**
 * The learning rate falls when a loss has not become smaller for some epochs; as PyTorch's {@code
 * ReduceLROnPlateau}.
 *
 * @param factor what the rate is multiplied by
 * @param patience how many epochs without a better loss are borne; the next one lowers the rate
 * @param threshold by what share of itself the best loss must fall to count as better
 * @param minimum the rate never falls below
 * @param metric which loss
 */
public record PlateauScheduleSpec(
    double factor, int patience, double threshold, double minimum, PlateauMetric metric)
    implements ScheduleSpec {
  /** Checks the ranges. */
  public PlateauScheduleSpec {
    new Settings()
        .within("factor", factor, 0, 1)
        .atLeast("patience", patience, 0)
        .within("threshold", threshold, 0, 1)
        .atLeast("minimum", minimum, 0.0)
        .check();
  }

  /** A tenth after five epochs without a better training loss. */
  public PlateauScheduleSpec() {
    this(0.1, 5, 1e-4, 0, PlateauMetric.TRAIN_LOSS);
  }

  @Override
  public Optional<String> watched() {
    return Optional.of(metric.toString());
  }

  @Override
  public LearningRate create(double learningRate, int epochs) {
    return new Plateau(this, learningRate);
  }
}
