package org.vaelab.experiments.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.training.EarlyStoppingSpec;
import org.vaelab.training.checkpoint.Checkpoint;
import org.vaelab.training.metrics.EpochMetrics;

/**
 * Whose weights a run ends with.
 *
 * @param stopping keeps the best epoch; null for the last
 * @param gone the epochs whose weights are no longer there: early stopping was asked for after them
 */
record BestEpoch(@Nullable EarlyStoppingSpec stopping, Set<Integer> gone) {
  /** Of what is there where a training begins or goes on. */
  static BestEpoch of(
      @Nullable EarlyStoppingSpec stopping, Checkpoints checkpoints, @Nullable Checkpoint from) {
    Set<Integer> gone = new HashSet<>();
    if (stopping != null && from != null) {
      for (EpochMetrics row : from.state().history()) {
        if (!checkpoints.has(row.epoch())) {
          gone.add(row.epoch());
        }
      }
    }
    return new BestEpoch(stopping, gone);
  }

  /** Its number; 0 where there is none yet. */
  int in(List<EpochMetrics> history) {
    if (stopping == null) {
      return history.size();
    }
    List<EpochMetrics> there = history.stream().filter(row -> !gone.contains(row.epoch())).toList();
    return there.isEmpty() ? 0 : stopping.bestEpoch(there);
  }

  /** Whether the best of all epochs is none of those that are gone. */
  boolean isThere(List<EpochMetrics> history) {
    return stopping == null || history.isEmpty() || !gone.contains(stopping.bestEpoch(history));
  }
}
