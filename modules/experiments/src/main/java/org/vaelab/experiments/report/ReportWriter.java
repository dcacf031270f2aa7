package org.vaelab.experiments.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.run.Invocation;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.input.InputException;

/**
 * Writes a report once, or again and again while its runs go on.
 *
 * @param subject what it is about
 * @param file where it goes
 * @param invocation how models are loaded for the doctor; null where numbers alone are looked at
 * @param terminal told how it goes
 */
public record ReportWriter(
    ReportSubject subject, ReportFile file, @Nullable Invocation invocation, Terminal terminal) {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Between two runs of a sweep none is running for a moment. */
  private static final int LAST_LOOKS = 4;

  /** Writes it as things are. */
  public void write() {
    file.check();
    file.write(Report.of(subject, new Doctor(invocation, terminal), false).html());
  }

  /** Writes it every two seconds, until no run is being trained any more. */
  public void follow() {
    file.check();
    int idle = 0;
    while (idle < LAST_LOOKS) {
      Report report = Report.of(subject, new Doctor(null, terminal), true);
      idle = report.isRunning() ? 0 : idle + 1;
      if (subject.sweep() == null && idle > 0) {
        break;
      }
      if (report.isRunning()) {
        file.write(report.html());
      }
      pause();
    }
    write();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InputException("interrupted while a run was followed", interrupted);
    }
  }
}
