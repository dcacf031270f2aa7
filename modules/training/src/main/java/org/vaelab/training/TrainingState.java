package org.vaelab.training;

import java.util.List;
import java.util.Map;

/**
 * Where a training stands after a step: all that going on needs beside the arrays of {@link
 * Training}. Every random stream follows from the seed and the position, so none is kept.
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
  /** Copies what is given. */
  public TrainingState {
    schedule = Map.copyOf(schedule);
    history = List.copyOf(history);
  }
}
