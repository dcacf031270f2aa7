package org.vaelab.experiments.run;

import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.Dataset;

/** That data are read or downloaded, in a line, where a person watches and it takes long. */
final class DataLine implements AutoCloseable {
  private static final double NANOSECONDS = 1e9;

  private final long start = System.nanoTime();
  private final @Nullable LiveLine line;

  DataLine(Terminal terminal, Dataset dataset) {
    String words = "reading " + dataset.name() + " (downloaded where it is not here yet), ";
    line =
        terminal.interactive()
            ? new LiveLine(
                terminal,
                () ->
                    columns -> {
                      double seconds = (System.nanoTime() - start) / NANOSECONDS;
                      String text = words + Durations.words(seconds) + " so far";
                      return text.substring(0, Math.max(0, Math.min(columns - 1, text.length())));
                    })
            : null;
  }

  /** They are here. */
  void hide() {
    if (line != null) {
      line.close();
    }
  }

  @Override
  public void close() {
    hide();
  }
}
