package org.vaelab.engine.openmp;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether other programs work on the cores, and has waiting threads sleep instead of spin
 * as long as they do.
 *
 * <p>A training step is some hundred short parallel regions. On quiet cores threads that spin
 * between them are far quicker than threads that have to be woken; on shared cores they use up the
 * time that they should compute in. Neither a long nor a short spinning is right for both, so it is
 * changed under way. No number depends on it.
 */
public final class SharedCores implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(SharedCores.class);
  private static final long INTERVAL_MILLIS = 500;

  private final int threads;
  private final @Nullable NativeLibrary library;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread watcher = new Thread(this::watch, "shared cores");
  private final Crowding crowding = new Crowding();
  private @Nullable SpareTeam spare;

  private SharedCores(int threads, @Nullable NativeLibrary library) {
    this.threads = threads;
    this.library = library;
  }

  /**
   * Watches from now on; does nothing for one thread, where the runtime is not GNU's, and where the
   * user has decided already how threads wait.
   *
   * @param openMp whose threads wait
   * @param threads how many an operation uses
   * @param environment the process's; {@code OMP_WAIT_POLICY} and {@code GOMP_SPINCOUNT} decide
   * @return to be closed
   */
  public static SharedCores watch(OpenMp openMp, int threads, Map<String, String> environment) {
    boolean decided =
        environment.containsKey("OMP_WAIT_POLICY") || environment.containsKey("GOMP_SPINCOUNT");
    boolean useful = threads > 1 && !decided && CoreTimes.areKnown();
    SharedCores cores = new SharedCores(threads, useful ? openMp.gnu().orElse(null) : null);
    if (cores.library != null) {
      cores.watcher.setDaemon(true);
      cores.watcher.start();
    }
    return cores;
  }

  boolean isWatching() {
    return watcher.isAlive();
  }

  private void watch() {
    try {
      CoreTimes before = CoreTimes.now();
      long start = System.nanoTime();
      while (!done.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
        CoreTimes now = CoreTimes.now();
        long end = System.nanoTime();
        decide(now.othersSince(before, (end - start) / 1e9));
        before = now;
        start = end;
      }
    } catch (IOException | RuntimeException untold) {
      LOGGER.info("the cores' times cannot be read any more: {}", untold.toString());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } finally {
      spin();
    }
  }

  private void decide(double others) {
    double missing = threads + others - Runtime.getRuntime().availableProcessors();
    boolean crowded = crowding.update(missing);
    if (crowded && spare == null && library != null) {
      LOGGER.info(
          "others use {} cores: OpenMP's waiting threads sleep",
          String.format(Locale.ROOT, "%.1f", others));
      spare = new SpareTeam(library, threads);
    } else if (!crowded && spare != null) {
      LOGGER.info("the cores are quiet: OpenMP's waiting threads spin");
      spin();
    }
  }

  private void spin() {
    if (spare != null) {
      spare.close();
      spare = null;
    }
  }

  /** Stops watching; threads that wait spin again. */
  @Override
  public void close() {
    done.countDown();
    try {
      watcher.join();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
