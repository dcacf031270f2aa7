package org.vaelab.experiments.sweep.execution;

/** Trains runs somewhere; shared by threads. */
public interface RunExecutor extends AutoCloseable {
  /**
   * How many runs are worth being asked for at a time.
   *
   * @return at least 1
   */
  int slots();

  /**
   * Trains a run, or goes on with it, and waits for the end of that.
   *
   * @param request which run
   * @return how it ended
   * @throws InterruptedException when the waiting thread is interrupted; the run is ended then
   */
  Outcome execute(RunRequest request) throws InterruptedException;

  /** Ends what is still running. */
  @Override
  void close();
}
