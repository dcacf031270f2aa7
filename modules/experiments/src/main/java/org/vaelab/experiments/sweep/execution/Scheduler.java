package org.vaelab.experiments.sweep.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.comparison.RunState;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.sweep.RunPhase;
import org.vaelab.experiments.sweep.RunStatus;
import org.vaelab.experiments.sweep.SweepFolder;

/**
 * Has runs trained, each to its end or not at all. What is done is asked of the run folders alone,
 * so that it does not matter how often a scheduler was killed before.
 */
public final class Scheduler {
  private static final int DIVERGED = 3;

  private final SweepFolder folder;
  private final RunExecutor executor;
  private final int retries;
  private final Consumer<String> begin;
  private final Consumer<RunStatus> changed;

  /**
   * A scheduler that starts nothing yet.
   *
   * @param folder of the sweep
   * @param executor trains the runs
   * @param retries how often a run that failed is tried again
   * @param begin told the name of each run before it is trained
   * @param changed told what becomes of each run, by several threads
   */
  public Scheduler(
      SweepFolder folder,
      RunExecutor executor,
      int retries,
      Consumer<String> begin,
      Consumer<RunStatus> changed) {
    this.folder = folder;
    this.executor = executor;
    this.retries = retries;
    this.begin = begin;
    this.changed = changed;
  }

  /**
   * Trains runs, as many at a time as the executor has slots.
   *
   * @param ids names of runs; one that is there twice is trained once
   * @param until pause each after that epoch; null for its end
   * @return what became of each, in order
   */
  public List<RunStatus> run(List<String> ids, @Nullable Integer until) {
    ExecutorService threads = Executors.newFixedThreadPool(executor.slots());
    try {
      List<Future<RunStatus>> futures = new ArrayList<>();
      for (String id : ids.stream().distinct().toList()) {
        futures.add(threads.submit(() -> train(new RunRequest(id, until))));
      }
      List<RunStatus> statuses = new ArrayList<>();
      for (Future<RunStatus> future : futures) {
        statuses.add(future.get());
      }
      return statuses;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the sweep was interrupted", interrupted);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure);
    } finally {
      threads.shutdownNow();
    }
  }

  private RunStatus train(RunRequest request) throws InterruptedException {
    RunStatus status = folder.status(request.id());
    int failures = 0;
    while (true) {
      Optional<RunSummary> before = folder.summary(request.id());
      Optional<RunStatus> done = done(request, status, before);
      if (done.isPresent()) {
        return note(status, done.get());
      }
      begin.accept(request.id());
      int epochs = epochs(before);
      status =
          note(status, status(status, RunPhase.RUNNING, status.attempts() + 1, epochs, "", ""));
      Outcome outcome = executor.execute(request);
      int after = epochs(folder.summary(request.id()));
      status = status(status, RunPhase.RUNNING, status.attempts(), after, outcome.host(), "");
      if (outcome.exitCode() == DIVERGED) {
        RunPhase diverged = RunPhase.DIVERGED;
        return note(
            status,
            status(status, diverged, status.attempts(), after, outcome.host(), outcome.message()));
      }
      // A machine that went away is no fault of the run's, as long as the run gets on.
      failures += outcome.exitCode() == 0 || (outcome.isLost() && after > epochs) ? 0 : 1;
      if (failures > retries) {
        String message = "exit code " + outcome.exitCode() + ": " + outcome.message();
        return note(
            status,
            status(status, RunPhase.FAILED, status.attempts(), after, outcome.host(), message));
      }
    }
  }

  private static Optional<RunStatus> done(
      RunRequest request, RunStatus status, Optional<RunSummary> summary) {
    RunState state = summary.map(RunSummary::state).orElse(RunState.STOPPED);
    int epochs = epochs(summary);
    if (state == RunState.FINISHED) {
      return Optional.of(finished(status, RunPhase.FINISHED, epochs));
    }
    if (state == RunState.DIVERGED) {
      return Optional.of(
          status(
              status,
              RunPhase.DIVERGED,
              status.attempts(),
              epochs,
              status.host(),
              status.message().isEmpty() ? "training diverged" : status.message()));
    }
    Integer until = request.until();
    return until != null && epochs >= until && state == RunState.STOPPED
        ? Optional.of(finished(status, RunPhase.WAITING, epochs))
        : Optional.empty();
  }

  private static RunStatus finished(RunStatus status, RunPhase phase, int epochs) {
    return status(status, phase, status.attempts(), epochs, status.host(), "");
  }

  private static RunStatus status(
      RunStatus before, RunPhase phase, int attempts, int epochs, String host, String message) {
    return new RunStatus(before.id(), phase, attempts, epochs, host, message);
  }

  private static int epochs(Optional<RunSummary> summary) {
    return summary.map(run -> run.metrics().rows().size()).orElse(0);
  }

  private RunStatus note(RunStatus before, RunStatus now) {
    if (!now.equals(before)) {
      folder.write(now);
    }
    changed.accept(now);
    return now;
  }
}
