package org.vaelab.experiments.sweep.execution;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.RunPhase;
import org.vaelab.experiments.sweep.RunStatus;
import org.vaelab.experiments.sweep.SuccessiveHalving;
import org.vaelab.experiments.sweep.SweepFile;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.experiments.sweep.SweepPlan;
import org.vaelab.experiments.sweep.table.ResultFiles;
import org.vaelab.json.Vocabulary;

/** All runs of a sweep, trained, with their table. */
public final class SweepRun {
  /** The table of ten thousand runs is not written ten thousand times. */
  private static final Duration TABLE_INTERVAL = Duration.ofSeconds(10);

  private final SweepFile file;
  private final SweepPlan plan;
  private final SweepFolder folder;
  private final Vocabulary vocabulary;
  private final Terminal terminal;
  private final ResultFiles results;
  private long lastTable = System.nanoTime();

  /**
   * A sweep that nothing was trained of yet.
   *
   * @param file what it is
   * @param plan its runs
   * @param folder where it keeps what it knows, already made
   * @param vocabulary the words of its specs
   * @param terminal told how it goes
   */
  public SweepRun(
      SweepFile file,
      SweepPlan plan,
      SweepFolder folder,
      Vocabulary vocabulary,
      Terminal terminal) {
    this.file = file;
    this.plan = plan;
    this.folder = folder;
    this.vocabulary = vocabulary;
    this.terminal = terminal;
    results = new ResultFiles(file.spec(), folder, List.of());
  }

  /**
   * Trains what is left to train.
   *
   * @param executor where
   * @return what became of each run, each once
   */
  public List<RunStatus> train(RunExecutor executor) {
    List<String> ids = plan.runs().stream().map(PlannedRun::id).distinct().toList();
    try (SweepProgress progress = new SweepProgress(terminal, ids.size())) {
      Scheduler scheduler =
          new Scheduler(
              folder,
              executor,
              file.spec().retries(),
              this::begin,
              status -> changed(status, progress));
      if (file.spec().method() instanceof SuccessiveHalving halving) {
        new Halving(file.spec(), halving, folder, scheduler, terminal::say)
            .run(plan.runs(), epochs());
      } else {
        scheduler.run(ids, null);
      }
    } finally {
      results.write(plan.runs(), true);
    }
    return ids.stream().map(folder::status).toList();
  }

  /**
   * Trains one run alone, without table.
   *
   * @param folder of the sweep, already made
   * @param executor where
   * @param retries how often it is tried again where it failed
   * @param id its name
   * @return what became of it
   */
  public static RunStatus trainOne(
      SweepFolder folder, RunExecutor executor, int retries, String id) {
    return new Scheduler(folder, executor, retries, begun -> {}, changed -> {})
        .run(List.of(id), null)
        .get(0);
  }

  private int epochs() {
    return plan.specs().values().iterator().next().training().epochs();
  }

  private void begin(String id) {
    folder.writeSpec(id, Objects.requireNonNull(plan.specs().get(id)), vocabulary);
  }

  private void changed(RunStatus status, SweepProgress progress) {
    progress.changed(status);
    if (status.phase() != RunPhase.RUNNING && isTableDue()) {
      results.write(plan.runs(), false);
    }
  }

  private synchronized boolean isTableDue() {
    boolean due = System.nanoTime() - lastTable > TABLE_INTERVAL.toNanos();
    lastTable = due ? System.nanoTime() : lastTable;
    return due;
  }
}
