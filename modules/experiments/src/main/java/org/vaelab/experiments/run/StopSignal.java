package org.vaelab.experiments.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: the program finishes its step, says how to go on, and ends with exit code
 * 130.
 */
final class StopSignal implements AutoCloseable {
  /** By convention 128 and the number of SIGINT. */
  private static final int STOPPED = 130;

  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");
  private volatile boolean requested;

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Runs when the process is asked to end; it ends when this does. */
  private void stop() {
    requested = true;
    try {
      if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(STOPPED);
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  boolean requested() {
    return requested;
  }

  /** What had to be done is done. */
  @Override
  public void close() {
    finished.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // The signal came in this very moment; the hook sees that all is finished.
      }
    }
  }
}
