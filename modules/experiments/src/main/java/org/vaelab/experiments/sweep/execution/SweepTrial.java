package org.vaelab.experiments.sweep.execution;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.vaelab.experiments.run.NetworkSize;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.experiments.sweep.SweepPlan;
import org.vaelab.input.InputException;
import org.vaelab.json.Vocabulary;
import org.vaelab.spec.ExperimentSpec;

/**
 * About how long a sweep takes, from the first epoch of its smallest and its largest network. The
 * sweep goes on from them, so nothing is trained for the estimate alone.
 *
 * @param plan the runs
 * @param folder where they are, already made
 * @param vocabulary the words of their specs
 */
public record SweepTrial(SweepPlan plan, SweepFolder folder, Vocabulary vocabulary) {
  private static final double NANOSECONDS = 1e9;

  /**
   * What a run was seen to take.
   *
   * @param parameters of its network
   * @param start seconds before its first epoch and after its last
   * @param epoch seconds per epoch
   */
  private record Timed(long parameters, double start, double epoch) {}

  /**
   * Trains the epochs and computes.
   *
   * @param executor where
   * @return seconds of all runs from their beginning, on all places of the executor
   * @throws InputException when an epoch cannot be trained
   */
  public double estimate(RunExecutor executor) {
    Map<String, Long> sizes = new HashMap<>();
    plan.specs().forEach((id, spec) -> sizes.put(id, NetworkSize.parameters(spec)));
    List<String> bySize =
        plan.specs().keySet().stream().sorted(Comparator.comparing(sizes::get)).toList();
    Timed smallest = timed(bySize.get(0), sizes, executor);
    Timed largest =
        bySize.size() == 1 ? smallest : timed(bySize.get(bySize.size() - 1), sizes, executor);
    double seconds = 0;
    for (Map.Entry<String, Long> size : sizes.entrySet()) {
      int epochs = Objects.requireNonNull(plan.specs().get(size.getKey())).training().epochs();
      seconds += run(size.getValue(), smallest, largest, epochs);
    }
    return seconds / executor.slots();
  }

  private Timed timed(String id, Map<String, Long> sizes, RunExecutor executor) {
    ExperimentSpec spec = Objects.requireNonNull(plan.specs().get(id));
    folder.writeSpec(id, spec, vocabulary);
    boolean begun =
        folder.summary(id).map(summary -> !summary.metrics().rows().isEmpty()).orElse(false);
    long before = System.nanoTime();
    Outcome outcome = firstEpoch(id, executor);
    double all = (System.nanoTime() - before) / NANOSECONDS;
    double[] epochs =
        folder
            .summary(id)
            .map(summary -> summary.metrics().column("seconds"))
            .orElseThrow(
                () ->
                    new InputException("run " + id + " has no first epoch: " + outcome.message()));
    // Where the epoch was there already, all that took its time was the start.
    double start = begun ? all : Math.max(0, all - epochs[0]);
    return new Timed(Objects.requireNonNull(sizes.get(id)), start, epochs[0]);
  }

  private static Outcome firstEpoch(String id, RunExecutor executor) {
    try {
      return executor.execute(new RunRequest(id, 1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the trial was interrupted", interrupted);
    }
  }

  /** The time of an epoch grows with the parameters, as far as two networks can tell. */
  private static double run(long parameters, Timed smallest, Timed largest, int epochs) {
    long range = largest.parameters() - smallest.parameters();
    double share = range == 0 ? 0 : (double) (parameters - smallest.parameters()) / range;
    double epoch = smallest.epoch() + share * (largest.epoch() - smallest.epoch());
    return Math.min(smallest.start(), largest.start()) + epochs * epoch;
  }
}
