package org.vaelab.experiments.sweep.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.RunPhase;
import org.vaelab.experiments.sweep.RunStatus;
import org.vaelab.experiments.sweep.SuccessiveHalving;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.experiments.sweep.SweepSpec;

/** Trains the runs of a successive halving: each goes on from where it was, none begins twice. */
final class Halving {
  private final SweepSpec spec;
  private final SuccessiveHalving method;
  private final SweepFolder folder;
  private final Scheduler scheduler;
  private final Consumer<String> say;

  Halving(
      SweepSpec spec,
      SuccessiveHalving method,
      SweepFolder folder,
      Scheduler scheduler,
      Consumer<String> say) {
    this.spec = spec;
    this.method = method;
    this.folder = folder;
    this.scheduler = scheduler;
    this.say = say;
  }

  void run(List<PlannedRun> runs, int epochs) {
    List<PlannedRun> alive = runs;
    for (int rung : method.rungs(epochs)) {
      scheduler.run(ids(alive), rung);
      alive = survivors(alive, rung);
    }
    scheduler.run(ids(alive), null);
  }

  private List<PlannedRun> survivors(List<PlannedRun> compared, int rung) {
    Map<Integer, List<PlannedRun>> configurations = new LinkedHashMap<>();
    for (PlannedRun run : compared) {
      configurations.computeIfAbsent(run.configuration(), key -> new ArrayList<>()).add(run);
    }
    Map<Integer, Double> costs = new LinkedHashMap<>();
    configurations.forEach((key, seeds) -> costs.put(key, cost(seeds, rung)));
    // Of equals the first: a stable order, so that a sweep that goes on takes the same ones.
    Set<Integer> kept =
        new LinkedHashSet<>(
            costs.keySet().stream()
                .sorted(Comparator.comparingDouble(key -> costs.getOrDefault(key, 0.0)))
                .limit(method.survivors(costs.size()))
                .toList());
    Set<String> keptIds = new LinkedHashSet<>();
    List<PlannedRun> alive =
        compared.stream().filter(run -> kept.contains(run.configuration())).toList();
    alive.forEach(run -> keptIds.add(run.id()));
    compared.stream().filter(run -> !keptIds.contains(run.id())).forEach(this::prune);
    say.accept(
        "after epoch "
            + rung
            + ": "
            + kept.size()
            + " of "
            + costs.size()
            + " configurations go on");
    return alive;
  }

  /** The mean over the seeds at that epoch; infinite where one of them has no number. */
  private double cost(List<PlannedRun> seeds, int rung) {
    return seeds.stream()
        .mapToDouble(run -> spec.goal().cost(metric(run, rung)))
        .average()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private double metric(PlannedRun run, int rung) {
    double[] values =
        folder.summary(run.id()).map(RunSummary::metrics).stream()
            .flatMapToDouble(metrics -> Arrays.stream(metrics.column(spec.metric())))
            .toArray();
    return values.length == 0 ? Double.NaN : values[Math.min(rung, values.length) - 1];
  }

  private void prune(PlannedRun run) {
    RunStatus status = folder.status(run.id());
    boolean open = status.phase() == RunPhase.WAITING || status.phase() == RunPhase.RUNNING;
    if (open) {
      folder.write(
          new RunStatus(
              run.id(), RunPhase.PRUNED, status.attempts(), status.epochs(), status.host(), ""));
    }
  }

  private static List<String> ids(List<PlannedRun> runs) {
    return runs.stream().map(PlannedRun::id).toList();
  }
}
