package org.vaelab.training.checkpoint;

import java.util.List;
import java.util.Map;
import org.vaelab.data.ImageData;
import org.vaelab.models.family.Learner;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.PartialEpoch;

/**
 * Where a training stands after a step: all that going on needs beside the arrays of a {@link
 * Checkpoint}. Every random stream follows from the seed and the position, so none is kept.
 *
 * @param epoch how many are whole
 * @param iteration how many updates were made
 * @param schedule what the learning-rate schedule remembers
 * @param history the numbers of each epoch so far
 * @param partial how much of the next epoch is done
 */
public record TrainingState(
    int epoch,
    long iteration,
    Map<String, Double> schedule,
    List<EpochMetrics> history,
    PartialEpoch partial) {
  /** Before the first step. */
  public static final TrainingState BEGINNING =
      new TrainingState(0, 0, Map.of(), List.of(), PartialEpoch.NONE);

  /** Copies what is given. */
  public TrainingState {
    schedule = Map.copyOf(schedule);
    history = List.copyOf(history);
  }

  /**
   * The same with all that follows from what was measured.
   *
   * @param learner whose measures they are
   * @param data what it was trained on
   * @return a changed copy
   */
  public TrainingState completed(Learner learner, ImageData data) {
    return new TrainingState(
        epoch,
        iteration,
        schedule,
        history.stream().map(row -> row.completed(learner, data)).toList(),
        partial);
  }
}
