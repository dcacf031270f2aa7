package org.vaelab.experiments.sweep.execution;

/**
 * How the training of a run ended.
 *
 * @param exitCode of the process that trained it; as Unix shells, 128 and the signal where it was
 *     killed
 * @param host where it was
 * @param message the last line it said
 */
public record Outcome(int exitCode, String host, String message) {
  private static final int SIGNAL = 128;

  /** The executor could not start a process, or lost sight of it. */
  public static final int LOST = 255;

  /**
   * Whether something else than the run itself ended it.
   *
   * @return true for a signal or a lost machine
   */
  public boolean isLost() {
    return exitCode > SIGNAL;
  }
}
