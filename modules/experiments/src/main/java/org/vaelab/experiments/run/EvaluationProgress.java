package org.vaelab.experiments.run;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How far an evaluation is, in a line, where a person watches. */
final class EvaluationProgress implements AutoCloseable {
  private final long start = System.nanoTime();
  private final AtomicInteger images = new AtomicInteger();
  private final int all;
  private final @Nullable LiveLine line;

  /** {@code all} is how many images there are. */
  EvaluationProgress(Terminal terminal, int all) {
    this.all = all;
    line = terminal.interactive() ? new LiveLine(terminal, () -> this::text) : null;
  }

  /** So many images have their log-likelihood. */
  void measured(int count) {
    images.set(count);
  }

  private String text(int columns) {
    double seconds = (System.nanoTime() - start) / 1e9;
    int done = images.get();
    String text =
        done == 0
            ? String.format(Locale.ROOT, "measuring, %.0f s", seconds)
            : String.format(
                Locale.ROOT,
                "log-likelihood of %,d of %,d images, %s left",
                done,
                all,
                Durations.clock(seconds / done * (all - done)));
    return text.substring(0, Math.max(0, Math.min(columns - 1, text.length())));
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
  }
}
