package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.experiments.Browser;
import org.vaelab.experiments.Browser.View;
import org.vaelab.experiments.Browser.Window;
import org.vaelab.experiments.play.PlayServer.Limits;

/**
 * How fast the picture follows, and whether memory stays flat; by hand, on a quiet machine. The
 * network for CIFAR10 needs its data, named by VAELAB_DATA; -Dvaelab.play.seconds is how long
 * memory is watched, 600 by itself.
 */
@Tag("timing")
class PlayTimingTest {
  private static final int MOVES = 400;
  private static final int PER_SECOND = 50;

  @TempDir private Path folder;

  @Test
  void thePictureFollowsOfTheFullyConnectedNetwork() throws IOException {
    Path run = folder.resolve("fc");
    String digits = "../../experiments/mnist/vae-fc.json";
    train(run, digits, "data.dataset=digits", "data.limit=1000", "data.testLimit=200");
    assertThat(latency("784-400-20", run)).isLessThan(60);
  }

  @Test
  void thePictureFollowsOfTheNetworkForCifar10() throws IOException {
    assumeTrue(System.getenv("VAELAB_DATA") != null, "VAELAB_DATA names no data");
    Path run = folder.resolve("cifar10");
    String spec = "../../experiments/reproduce/learning-ml/cifar10-gaussian-z50.json";
    train(run, spec, "data.limit=256", "data.testLimit=200");
    assertThat(latency("CIFAR10", run)).isLessThan(100);
  }

  private static void train(Path run, String spec, String... fields) {
    List<String> arguments = new ArrayList<>(List.of("run", spec, "--out", run.toString()));
    for (String field : fields) {
      arguments.addAll(List.of("--set", field));
    }
    arguments.addAll(List.of("--set", "training.epochs=1", "--set", "figures=[]"));
    Program program = Program.run(arguments);
    assertThat(program.exitCode()).as(program.err()).isZero();
  }

  /**
   * The 95th percentile of the milliseconds from a move of the pointer to the first picture that
   * takes it into account, moves that were passed over included.
   */
  private static double latency(String name, Path run) throws IOException {
    try (SmallServer server = SmallServer.of(Limits.USUAL, null, run);
        Browser browser = Browser.start();
        View view = browser.open("http://" + server.host() + "/", Window.DESKTOP)) {
      Page page = view.page();
      page.waitForFunction("() => document.querySelectorAll('.legend span').length > 0");
      page.evaluate(
          """
          () => {
            const waiting = [];
            window.latencies = [];
            const canvas = document.querySelector('.plane canvas');
            canvas.addEventListener('pointermove', (event) => waiting.push(event.timeStamp), true);
            document.addEventListener('pictured', (event) => {
              const now = performance.now();
              const wish = now - event.detail.milliseconds;
              while (waiting.length > 0 && waiting[0] <= wish + 0.5) {
                window.latencies.push(now - waiting.shift());
              }
            });
          }
          """);
      BoundingBox box = page.locator(".plane canvas").boundingBox();
      page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
      page.mouse().down();
      for (int i = 0; i < MOVES; i++) {
        double angle = i * 0.05;
        page.mouse()
            .move(
                box.x + box.width * (0.5 + 0.3 * Math.cos(angle)),
                box.y + box.height * (0.5 + 0.3 * Math.sin(1.3 * angle)),
                new Mouse.MoveOptions().setSteps(1));
        page.waitForTimeout(8);
      }
      page.mouse().up();
      page.waitForTimeout(500);
      List<Double> sorted =
          ((List<?>) page.evaluate("() => window.latencies"))
              .stream().map(each -> ((Number) each).doubleValue()).sorted().toList();
      assertThat(sorted).hasSizeGreaterThan(MOVES / 2);
      double p95 = sorted.get((int) (0.95 * sorted.size()));
      report(
          "%s: %d moves, median %.1f ms, p95 %.1f ms, most %.1f ms",
          name, sorted.size(), sorted.get(sorted.size() / 2), p95, sorted.get(sorted.size() - 1));
      return p95;
    }
  }

  @Test
  void memoryStaysFlat() throws Exception {
    int seconds = Integer.getInteger("vaelab.play.seconds", 600);
    Path run = folder.resolve("fc");
    train(run, "../../experiments/mnist/vae-fc.json", "data.dataset=digits", "data.limit=1000");
    List<Long> resident = new ArrayList<>();
    try (SmallServer server = SmallServer.of(Limits.USUAL, null, run)) {
      long begin = System.nanoTime();
      long slowest = 0;
      for (int i = 0; i < seconds * PER_SECOND; i++) {
        long due = begin + i * (1_000_000_000L / PER_SECOND);
        long early = due - System.nanoTime();
        if (early > 0) {
          Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
        }
        String code = String.format(Locale.ROOT, "%.3f", Math.sin(i * 0.01)) + ",0".repeat(19);
        long asked = System.nanoTime();
        assertThat(server.post("/api/decode", "{\"codes\":[[" + code + "]]}").statusCode())
            .isEqualTo(200);
        slowest = Math.max(slowest, System.nanoTime() - asked);
        if (i % (PER_SECOND * Math.max(1, seconds / 20)) == 0) {
          System.gc();
          Runtime java = Runtime.getRuntime();
          resident.add(residentKilobytes());
          report(
              "%d s: %,d decodes, resident %,d kB, heap %,d kB",
              (System.nanoTime() - begin) / 1_000_000_000,
              i,
              residentKilobytes(),
              (java.totalMemory() - java.freeMemory()) >> 10);
        }
      }
      report("slowest answer %.1f ms", slowest / 1e6);
    }
    // The first tenth warms up.
    long before = resident.get(resident.size() / 10 + 1);
    assertThat(resident.get(resident.size() - 1)).isLessThan((long) (1.05 * before));
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static void report(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
