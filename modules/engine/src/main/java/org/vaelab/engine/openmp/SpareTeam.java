package org.vaelab.engine.openmp;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.concurrent.CountDownLatch;

/**
 * Threads that do nothing but be there: GNU's runtime lets waiting threads spin for about 3 ms, and
 * next to nothing as long as it has more threads than there are cores ({@code
 * gomp_throttled_spin_count_var} in libgomp's {@code config/linux/wait.h}). They sleep until this
 * is closed, and end then.
 */
final class SpareTeam implements AutoCloseable {
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread leader;

  /** Beside {@code threads} that compute, so many that together they outnumber the cores. */
  SpareTeam(NativeLibrary library, int threads) {
    int cores = library.getFunction("omp_get_num_procs").invokeInt(new Object[0]);
    int count = Math.max(2, cores - threads + 2);
    leader = new Thread(() -> lead(library, count), "spare OpenMP team");
    leader.setDaemon(true);
    leader.start();
  }

  /** The runtime keeps a team for the thread that first needed it, until that ends. */
  private void lead(NativeLibrary library, int count) {
    // What each thread runs is free(NULL), which does nothing.
    Pointer nothing = NativeLibrary.getProcess().getFunction("free");
    library.getFunction("GOMP_parallel").invokeVoid(new Object[] {nothing, null, count, 0});
    try {
      done.await();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      leader.join();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
