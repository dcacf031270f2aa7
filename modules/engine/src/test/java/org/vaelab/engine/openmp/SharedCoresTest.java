package org.vaelab.engine.openmp;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.vaelab.engine.ComputeEngine;

/** With the runtime that PyTorch brings. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class SharedCoresTest {
  private static final int REGIONS = 100;

  private final ComputeEngine engine = ComputeEngine.start();
  private final OpenMp openMp = OpenMp.loaded(Path.of(engine.libraryPath()));

  @Test
  void findsTheRuntimeThatPyTorchBrings() {
    assertThat(openMp.gnu()).isPresent();
    assertThat(openMp.libraries().get(0)).hasParentRaw(Path.of(engine.libraryPath()));
  }

  /** Threads that spin 3 ms after each region use far more of the cores than threads that sleep. */
  @Test
  void waitingThreadsSleepBesideASpareTeam() throws Exception {
    Assumptions.assumeTrue(
        Stream.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT")
            .map(System::getenv)
            .allMatch(v -> v == null));
    Assumptions.assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    NativeLibrary library = openMp.gnu().orElseThrow();
    int threads = engine.threads();
    engine.useThreads(2);
    try (NDManager manager = engine.newManager(Device.cpu())) {
      NDArray numbers = manager.ones(new Shape(200_000));
      regionsWithPauses(numbers);
      double spinning = regionsWithPauses(numbers);
      double sleeping;
      try (SpareTeam spare = new SpareTeam(library, 2)) {
        assertThat(spare).isNotNull();
        sleeping = regionsWithPauses(numbers);
      }
      double spinningAgain = regionsWithPauses(numbers);

      assertThat(sleeping).isLessThan(spinning / 2).isLessThan(spinningAgain / 2);
    } finally {
      engine.useThreads(threads);
    }
  }

  @Test
  void theSpareTeamLeavesNoThread() throws Exception {
    regionsOnce();
    long before = threads();
    SpareTeam spare = new SpareTeam(openMp.gnu().orElseThrow(), 2);
    await(() -> threads() >= before + 2);

    spare.close();

    await(() -> threads() <= before);
  }

  @Test
  void watchesOnlyWhereItMatters() {
    assertThat(watches(2, Map.of())).isTrue();
    assertThat(watches(1, Map.of())).isFalse();
    assertThat(watches(2, Map.of("OMP_WAIT_POLICY", "active"))).isFalse();
    assertThat(watches(2, Map.of("GOMP_SPINCOUNT", "1000"))).isFalse();
  }

  private boolean watches(int threads, Map<String, String> environment) {
    try (SharedCores cores = SharedCores.watch(openMp, threads, environment)) {
      return cores.isWatching();
    }
  }

  private void regionsOnce() throws Exception {
    try (NDManager manager = engine.newManager(Device.cpu())) {
      regionsWithPauses(manager.ones(new Shape(200_000)));
    }
  }

  /** Seconds of computing, of all threads together. */
  private static double regionsWithPauses(NDArray numbers) throws Exception {
    double before = CoreTimes.now().own();
    for (int i = 0; i < REGIONS; i++) {
      numbers.exp().close();
      Thread.sleep(4);
    }
    return CoreTimes.now().own() - before;
  }

  private static long threads() throws Exception {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.count();
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.holds() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(condition.holds()).isTrue();
  }
}
