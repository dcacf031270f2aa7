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
 * @param log gets a copy
 * @param stop how the user ends the program
 */
public record Terminal(
    PrintStream out, PrintStream err, boolean interactive, RunLog log, StopSignal stop) {
  /**
   * A terminal of a program that is a part of another process, which nobody stops.
   *
   * @param out for what was done
   * @param err for what went wrong
   * @param interactive whether a person watches
   * @param log gets a copy
   */
  public Terminal(PrintStream out, PrintStream err, boolean interactive, RunLog log) {
    this(out, err, interactive, log, StopSignal.none());
  }

  /**
   * The process's terminal. The launcher says whether it is one, which Java 17 cannot tell.
   *
   * @param log gets a copy
   * @return stdout and stderr; its {@link #stop} is to be closed when the program is done
   */
  public static Terminal ofProcess(RunLog log) {
    boolean interactive = Boolean.getBoolean("vaelab.terminal");
    StopSignal stop = StopSignal.ofProcess(new Terminal(System.out, System.err, false, log)::say);
    return new Terminal(System.out, System.err, interactive, log, stop);
  }

  /**
   * The same terminal with another log.
   *
   * @param other gets a copy from now on
   * @return for one of several runs
   */
  public Terminal withLog(RunLog other) {
    return new Terminal(out, err, interactive, other, stop);
  }

  /** How wide a line of it may be. */
  int columns() {
    return WindowWidth.columns();
  }

  /**
   * Says what was done.
   *
   * @param text one line or more
   */
  public void say(String text) {
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
