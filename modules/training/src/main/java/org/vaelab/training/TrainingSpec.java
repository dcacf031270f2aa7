package org.vaelab.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;
import org.vaelab.training.checkpoint.CheckpointSpec;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.optimizer.AdamSpec;
import org.vaelab.training.optimizer.OptimizerSpec;
import org.vaelab.training.schedule.ConstantScheduleSpec;
import org.vaelab.training.schedule.ScheduleSpec;

/**
 * How a model is trained.
 *
 * @param epochs how often each training image is seen
 * @param batchSize B; the last batch of an epoch may be shorter, or one image longer
 * @param optimizer the rule of the update
 * @param schedule how the learning rate changes
 * @param checkpoint how often it is saved
 * @param earlyStopping when it ends before all epochs are done; null for never
 */
public record TrainingSpec(
    int epochs,
    int batchSize,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    CheckpointSpec checkpoint,
    @Nullable EarlyStoppingSpec earlyStopping) {
  /** Checks the ranges. */
  public TrainingSpec {
    new Settings().atLeast("epochs", epochs, 1).atLeast("batchSize", batchSize, 1).check();
  }

  /** Ten epochs of batches of 64 with Adam at its default rate. */
  public TrainingSpec() {
    this(10, 64, new AdamSpec(), new ConstantScheduleSpec(), new CheckpointSpec(), null);
  }

  /**
   * Whether nothing is left to train.
   *
   * @param history the epochs so far
   * @return whether all epochs are done, or none more is worth while
   */
  public boolean isOver(List<EpochMetrics> history) {
    return history.size() >= epochs || (earlyStopping != null && earlyStopping.stops(history));
  }
}
