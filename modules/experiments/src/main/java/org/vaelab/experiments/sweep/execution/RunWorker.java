package org.vaelab.experiments.sweep.execution;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.comparison.RunState;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.run.ExperimentRun;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.ResumeOptions;
import org.vaelab.experiments.run.RunFolder;
import org.vaelab.experiments.run.RunOptions;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;
import org.vaelab.spec.ExperimentSpec;

/**
 * Trains one run of a sweep in this process. A run folder has one writer: where another process
 * trains the run, as a speculative copy of a task does, this waits for it and takes its result.
 *
 * @param folder of the run
 * @param until pause it after that epoch; null for its end
 * @param invocation how it is done
 * @param terminal told how it goes
 */
public record RunWorker(
    Path folder, @Nullable Integer until, Invocation invocation, Terminal terminal) {
  private static final long POLL_MILLISECONDS = 200;

  /**
   * Trains what is left of the run.
   *
   * @param spec of the run, used where it was not begun yet
   * @throws InputException when it cannot be trained
   */
  public void train(ExperimentSpec spec) {
    while (!isDone()) {
      try {
        if (RunFolder.isRun(folder) && ExperimentRun.isResumable(folder)) {
          ExperimentRun.resume(new ResumeOptions(folder, null, until, false, invocation), terminal);
        } else {
          ExperimentRun.run(spec, new RunOptions(folder, true, until, invocation), terminal);
        }
        return;
      } catch (InputException refused) {
        if (!isBeingWritten()) {
          throw refused;
        }
        terminal.say(folder + " is being trained by another process; waiting for it");
        await();
      }
    }
    terminal.say(folder + " is trained already");
  }

  private boolean isDone() {
    if (!RunFolder.isRun(folder)) {
      return false;
    }
    RunSummary summary = RunSummary.read(folder);
    boolean paused =
        until != null
            && summary.metrics().rows().size() >= until
            && summary.state() == RunState.STOPPED;
    return paused || summary.state() == RunState.FINISHED;
  }

  private boolean isBeingWritten() {
    try {
      return RunFolder.isBeingWritten(folder);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(folder, failure);
    }
  }

  private void await() {
    try {
      while (isBeingWritten()) {
        Thread.sleep(POLL_MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InputException("interrupted while another process trains " + folder, interrupted);
    }
  }
}
