package org.vaelab.experiments.run;

import java.util.function.Supplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** The line at the foot of a terminal that is written anew while something goes on. */
public final class LiveLine implements AutoCloseable {
  private static final int INTERVAL_MILLISECONDS = 200;

  private final Terminal terminal;
  private final ProgressBar ticks;
  private int shown;
  private boolean closed;

  /** Shows what {@code text} says of a window of so many columns, until it is closed. */
  public LiveLine(Terminal terminal, Supplier<LineText> text) {
    this.terminal = terminal;
    ticks =
        new ProgressBarBuilder()
            .setUpdateIntervalMillis(INTERVAL_MILLISECONDS)
            .setRenderer((state, most) -> text.get().of(terminal.columns()))
            .setConsumer(new DelegatingProgressBarConsumer(this::paint, Integer.MAX_VALUE))
            .build();
  }

  /** A text that fits a window. */
  @FunctionalInterface
  public interface LineText {
    String of(int columns);
  }

  private synchronized void paint(String text) {
    String cleared = " ".repeat(Math.max(0, shown - text.length()));
    terminal.out().print("\r" + text + cleared);
    terminal.out().flush();
    shown = text.length();
  }

  /** Takes the line off the terminal; it may be closed already. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    ticks.close();
    paint("");
    terminal.out().print("\r");
    terminal.out().flush();
  }
}
