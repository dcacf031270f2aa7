package org.vaelab.experiments.run;

import java.io.PrintStream;
import org.vaelab.input.Printable;

/**
 * The project's own words to the user; everything said is logged as well. Control characters, which
 * come from names and arguments, are shown by their codes.
 *
 * @param out for what was done
 * @param err for what went wrong
 * @param interactive whether a person watches, so that a progress bar makes sense
 * @param quiet whether nothing is said but results and what went wrong
 * @param log gets a copy
 * @param stop how the user ends the program
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    boolean interactive,
    boolean quiet,
    RunLog log,
    StopSignal stop) {
  /**
   * A terminal of a program that is a part of another process, which nobody stops.
   *
   * @param out for what was done
   * @param err for what went wrong
   * @param interactive whether a person watches
   * @param log gets a copy
   */
  public Terminal(PrintStream out, PrintStream err, boolean interactive, RunLog log) {
    this(out, err, interactive, false, log, StopSignal.none());
  }

  /**
   * The process's terminal. The launcher says whether it is one, which Java 17 cannot tell.
   *
   * @param log gets a copy
   * @return stdout and stderr; its {@link #stop} is to be closed when the program is done
   */
  public static Terminal ofProcess(RunLog log) {
    boolean interactive =
        Boolean.getBoolean("vaelab.terminal") && !"dumb".equals(System.getenv("TERM"));
    StopSignal stop = StopSignal.ofProcess(new Terminal(System.out, System.err, false, log)::say);
    return new Terminal(System.out, System.err, interactive, false, log, stop);
  }

  /**
   * The same terminal with another log.
   *
   * @param other gets a copy from now on
   * @return for one of several runs
   */
  public Terminal withLog(RunLog other) {
    return new Terminal(out, err, interactive, quiet, other, stop);
  }

  /**
   * The same terminal that says nothing but results and what went wrong, and shows no progress.
   *
   * @return for {@code --quiet}
   */
  public Terminal quieted() {
    return new Terminal(out, err, false, true, log, stop);
  }

  /** How wide a line of it may be. */
  int columns() {
    return WindowWidth.columns();
  }

  /**
   * Says how it goes and what was done; nothing where it is to be quiet, but in the log.
   *
   * @param text one line or more
   */
  public void say(String text) {
    if (quiet) {
      log.add(Printable.lines(text));
    } else {
      show(text);
    }
  }

  /**
   * Shows what was asked for: a table, or the place of a file.
   *
   * @param text one line or more
   */
  public void show(String text) {
    String shown = Printable.lines(text);
    out.println(shown);
    log.add(shown);
  }

  /**
   * Says what went wrong.
   *
   * @param text one line or more
   */
  public void complain(String text) {
    String shown = Printable.lines(text);
    err.println(shown);
    log.add(shown);
  }
}
