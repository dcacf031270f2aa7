package org.vaelab.experiments.run;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ctrl-C and SIGTERM: the program says how to go on, and ends with exit code 130. A training is
 * given the time to finish its step; anything else ends at once.
 */
public final class StopSignal implements AutoCloseable {
  /** By convention 128 and the number of SIGINT. */
  private static final int STOPPED = 130;

  /** What remains to be done once the program has said its last words: locks, the log. */
  private static final Duration TIDYING = Duration.ofSeconds(10);

  /** In a millisecond. */
  private static final long NANOSECONDS = 1_000_000;

  private final Consumer<String> terminal;
  private final Thread hook = new Thread(this::stop, "stop");
  private Situation situation = new Situation(Duration.ZERO, () -> "stopped.");
  private boolean requested;
  private boolean answered;
  private boolean closed;
  private long since;

  /**
   * What is going on.
   *
   * @param patience how long it may take to end by itself
   * @param words said where it did not
   */
  private record Situation(Duration patience, Supplier<String> words) {}

  private StopSignal(Consumer<String> terminal) {
    this.terminal = terminal;
  }

  /** Of a program that is a part of another process, which is not stopped. */
  static StopSignal none() {
    return new StopSignal(words -> {});
  }

  /**
   * Waits for the process to be asked to end.
   *
   * @param terminal told how to go on
   * @return to be closed when the program is done
   */
  static StopSignal ofProcess(Consumer<String> terminal) {
    StopSignal signal = new StopSignal(terminal);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /**
   * What a stop says while something is done; it ends the process at once.
   *
   * @param <T> type of the result
   * @param words how to go on
   * @param action what is done
   * @return its result
   */
  public <T> T saying(Supplier<String> words, Supplier<T> action) {
    return during(new Situation(Duration.ZERO, words), action);
  }

  /** What a stop says from now on, until what is done by {@link #saying} is over. */
  synchronized void say(Supplier<String> words) {
    become(new Situation(situation.patience(), words));
  }

  /** While something is done, a stop waits for it to end by itself, but not longer than this. */
  <T> T waiting(Duration patience, Supplier<T> action) {
    Supplier<String> words;
    synchronized (this) {
      words = situation.words();
    }
    return during(new Situation(patience, words), action);
  }

  private <T> T during(Situation now, Supplier<T> action) {
    Situation before = become(now);
    try {
      return action.get();
    } finally {
      become(before);
    }
  }

  private synchronized Situation become(Situation now) {
    Situation before = situation;
    situation = now;
    notifyAll();
    return before;
  }

  /** The program has ended by itself for a stop, and has said so. */
  synchronized void answered() {
    answered = true;
    since = System.nanoTime();
    notifyAll();
  }

  /** Runs when the process is asked to end; it ends when this does. */
  private void stop() {
    try {
      String words = awaitEnd();
      if (!words.isEmpty()) {
        terminal.accept(words);
      }
      Runtime.getRuntime().halt(STOPPED);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is left to say when the program has ended, or patience has. */
  private synchronized String awaitEnd() throws InterruptedException {
    requested = true;
    notifyAll();
    since = System.nanoTime();
    while (!closed) {
      Duration patience = answered ? TIDYING : situation.patience();
      long left = patience.toMillis() - (System.nanoTime() - since) / NANOSECONDS;
      if (left <= 0) {
        return answered ? "" : situation.words().get();
      }
      wait(left);
    }
    return "";
  }

  /**
   * Waits until the process is asked to end, or this thread is interrupted. What is done then, up
   * to {@link #close}, has some time.
   *
   * @param patience how long it may take
   */
  public synchronized void await(Duration patience) {
    become(new Situation(patience, () -> "stopped."));
    try {
      while (!requested) {
        wait();
      }
    } catch (InterruptedException asked) {
      // That was the wish to end; what is done next must not be interrupted too.
    }
  }

  synchronized boolean requested() {
    return requested;
  }

  /** What had to be done is done. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // The signal came in this very moment; the hook sees that all is finished.
      }
    }
  }
}
