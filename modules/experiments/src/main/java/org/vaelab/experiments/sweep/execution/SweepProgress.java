package org.vaelab.experiments.sweep.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.Durations;
import org.vaelab.experiments.run.LiveLine;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.experiments.sweep.RunPhase;
import org.vaelab.experiments.sweep.RunStatus;

/**
 * Shows a sweep: a line at the foot of the terminal where a person watches, and one for each run.
 */
final class SweepProgress implements AutoCloseable {
  private static final double NANOSECONDS = 1e9;

  private final Terminal terminal;
  private final int runs;
  private final long start = System.nanoTime();
  private final Map<String, RunStatus> known = new LinkedHashMap<>();
  private final @Nullable LiveLine line;

  /** Of runs that were trained since this began; those before say nothing of how long one takes. */
  private int trained;

  SweepProgress(Terminal terminal, int runs) {
    this.terminal = terminal;
    this.runs = runs;
    line = terminal.interactive() ? new LiveLine(terminal, () -> this::shortened) : null;
  }

  synchronized void changed(RunStatus status) {
    RunStatus before = known.put(status.id(), status);
    boolean wasRunning = before != null && before.phase() == RunPhase.RUNNING;
    if (status.phase() == RunPhase.RUNNING) {
      return;
    }
    if (wasRunning) {
      trained++;
      String reason = status.message().isEmpty() ? "" : " (" + status.message() + ")";
      terminal.say("run " + status.id() + " " + words(status) + reason + "; " + this);
    }
  }

  private static String words(RunStatus status) {
    return status.phase() == RunPhase.WAITING
        ? "paused after epoch " + status.epochs()
        : status.phase().toString();
  }

  private int count(RunPhase phase) {
    return (int) known.values().stream().filter(each -> each.phase() == phase).count();
  }

  /** How many are done, running, failed, and about how long the rest takes. */
  @Override
  public synchronized String toString() {
    int finished = count(RunPhase.FINISHED);
    int diverged = count(RunPhase.DIVERGED);
    int failed = count(RunPhase.FAILED);
    int left = runs - finished - diverged - failed;
    double seconds = (System.nanoTime() - start) / NANOSECONDS;
    String rest =
        trained == 0 || left == 0
            ? ""
            : ", about " + Durations.words(seconds / trained * left) + " left";
    return finished
        + " of "
        + runs
        + " done, "
        + count(RunPhase.RUNNING)
        + " running, "
        + failed
        + " failed"
        + (diverged == 0 ? "" : ", " + diverged + " diverged")
        + rest;
  }

  private String shortened(int columns) {
    String text = toString();
    return text.substring(0, Math.min(text.length(), Math.max(0, columns - 1)));
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
  }
}
