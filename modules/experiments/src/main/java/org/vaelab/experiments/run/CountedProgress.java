package org.vaelab.experiments.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far work on many images is, in a line, where a person watches. */
public final class CountedProgress implements AutoCloseable {
  private static final double NANOSECONDS = 1e9;

  private final String before;
  private volatile State state;
  private @Nullable LiveLine line;

  /**
   * What goes on, and since when.
   *
   * @param what is done to the images, such as "log-likelihood of"
   * @param done how many images
   * @param all how many there are
   * @param start of that work
   */
  private record State(String what, long done, long all, long start) {}

  /**
   * Begins.
   *
   * @param terminal shows the line, where a person watches it
   * @param before what is going on before the first image is done
   */
  public CountedProgress(Terminal terminal, String before) {
    this.before = before;
    state = new State("", 0, 0, System.nanoTime());
    if (terminal.interactive()) {
      line = new LiveLine(terminal, () -> this::text);
    }
  }

  /**
   * So many images are done.
   *
   * @param what is done to them
   * @param done how many
   * @param all how many there are
   */
  public synchronized void at(String what, long done, long all) {
    boolean same = state.what().equals(what) || state.what().isEmpty();
    state = new State(what, done, all, same ? state.start() : System.nanoTime());
  }

  /** What the line says in a window of so many columns. */
  String text(int columns) {
    State now = state;
    double seconds = (System.nanoTime() - now.start()) / NANOSECONDS;
    String text =
        now.done() == 0 || seconds == 0
            ? before + ", " + Durations.words(seconds) + " so far"
            : String.format(
                Locale.ROOT,
                "%s %,d of %,d images, %,.0f images/s, %s left",
                now.what(),
                now.done(),
                now.all(),
                now.done() / seconds,
                Durations.clock(seconds / now.done() * (now.all() - now.done())));
    return text.substring(0, Math.max(0, Math.min(columns - 1, text.length())));
  }

  /** Takes the line off the terminal. */
  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
  }
}
