package org.vaelab.experiments.play;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that uses the models: PyTorch takes all cores for one call, so that a second one
 * beside it would make both slower. Few requests wait for it; the page asks one at a time.
 */
final class Worker implements AutoCloseable {
  private static final int MOST_WAITING = 16;
  private static final int PATIENCE_SECONDS = 30;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> new Thread(task, "play"));

  /** What is to be done, and what it gave. */
  private record Task<T>(Callable<T> action, CompletableFuture<T> result) implements Runnable {
    @Override
    public void run() {
      try {
        result.complete(action.call());
      } catch (Exception | Error failure) {
        result.completeExceptionally(failure);
      }
    }

    void drop() {
      result.completeExceptionally(new Refusal(503, "The server ends."));
    }
  }

  /**
   * Has something done.
   *
   * @throws Refusal when too many wait already
   */
  <T> CompletableFuture<T> submit(Callable<T> action) {
    Task<T> task = new Task<>(action, new CompletableFuture<>());
    try {
      thread.execute(task);
    } catch (RejectedExecutionException full) {
      throw new Refusal(503, "Too much is asked at once; ask again in a second.");
    }
    return task.result();
  }

  /** Has something done and waits for it, for as long as it takes. */
  <T> T get(Callable<T> action) throws InterruptedException {
    try {
      return submit(action).get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failure.getCause());
    }
  }

  /** Ends after what is being done; what waits is refused. */
  @Override
  public void close() {
    for (Runnable waiting : thread.shutdownNow()) {
      if (waiting instanceof Task<?> task) {
        task.drop();
      }
    }
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a computation did not end");
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
