package org.vaelab.experiments.run;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.Checkpoints.Content;
import org.vaelab.training.checkpoint.TrainingState;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;
import org.vaelab.training.metrics.PartialEpoch;

/** Whether a checkpoint whose checksums fit says what a run can have written. */
final class CheckpointChecks {
  private CheckpointChecks() {}

  /** Refuses missing parts and numbers that cannot be. */
  static void require(Content content) throws IOException {
    require(content.spec() != null && content.spec().isObject(), "spec");
    require(content.data() != null && content.data().stream().allMatch(Objects::nonNull), "data");
    require(content.threads() >= 1, "threads");
    require(
        content.extensions().stream()
            .allMatch(each -> each.file() != null && each.sha256() != null),
        "extensions");
    TrainingState state = content.state();
    require(state != null, "state");
    require(state.epoch() == state.history().size(), "state.epoch");
    require(state.iteration() >= 0, "state.iteration");
    PartialEpoch partial = state.partial();
    require(partial != null && partial.images() >= 0 && partial.steps() >= 0, "state.partial");
    requireRows(state.history());
  }

  private static void requireRows(List<EpochMetrics> history) throws IOException {
    for (int i = 0; i < history.size(); i++) {
      EpochMetrics row = history.get(i);
      EpochMetrics first = history.get(0);
      require(
          row.epoch() == i + 1
              && names(row.train()).contains("loss")
              && names(row.train()).equals(names(first.train()))
              && names(row.test()).equals(names(first.train()))
              && (row.validation() == null || names(row.validation()).equals(names(first.train()))),
          "the history's row " + (i + 1));
    }
  }

  /** Empty where there is nothing, or where a value is missing. */
  private static Set<String> names(@Nullable Measures measures) {
    return measures == null || measures.values().containsValue(null)
        ? Set.of()
        : measures.values().keySet();
  }

  private static void require(boolean right, String what) throws IOException {
    if (!right) {
      throw new IOException(what + " in it is not what a run writes");
    }
  }
}
