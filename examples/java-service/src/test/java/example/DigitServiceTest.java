package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A thousand requests from eight threads; the model is that of {@code -Dmodel=RUN}. */
class DigitServiceTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int REQUESTS = 1000;
  private static final int CALLERS = 8;
  private static final int SEEDS = 5;

  private static DigitService service;

  @BeforeAll
  static void start() throws IOException {
    service = new DigitService(Path.of(System.getProperty("model")), 0);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
  }

  @Test
  void everyAnswerIsRightAndMemoryIsFlat() throws Exception {
    byte[][] expected = new byte[10 * SEEDS][];
    for (int i = 0; i < expected.length; i++) {
      HttpResponse<byte[]> alone = get("/digit/" + i % 10 + ".png?seed=" + i / 10);
      assertEquals(200, alone.statusCode());
      expected[i] = alone.body();
    }
    assertTrue(Arrays.stream(expected).map(Arrays::hashCode).distinct().count() > 40);
    ask(expected);
    long before = resident();
    double[] second = ask(expected);
    long after = resident();

    Arrays.sort(second);
    System.out.printf(
        "%d requests from %d threads: median %.1f ms, p95 %.1f ms; memory %d MB, after them %d MB%n",
        second.length,
        CALLERS,
        second[second.length / 2],
        second[second.length * 95 / 100],
        before >> 20,
        after >> 20);
    assertTrue(after < before + (40 << 20), "memory grew from " + before + " to " + after);
  }

  /** The milliseconds of each answer. */
  private static double[] ask(byte[][] expected) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Callable<Double>> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      int which = i % expected.length;
      requests.add(
          () -> {
            long start = System.nanoTime();
            byte[] body = get("/digit/" + which % 10 + ".png?seed=" + which / 10).body();
            double milliseconds = (System.nanoTime() - start) / 1e6;
            assertArrayEquals(expected[which], body);
            return milliseconds;
          });
    }
    double[] times = new double[requests.size()];
    List<Future<Double>> answers = callers.invokeAll(requests);
    for (int i = 0; i < times.length; i++) {
      times[i] = answers.get(i).get();
    }
    callers.shutdown();
    return times;
  }

  /** Bytes of this process in memory; 0 where the system does not say. */
  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/statm");
    return Files.exists(status)
        ? 4096 * Long.parseLong(Files.readString(status).split(" ")[1])
        : 0;
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    assertEquals(404, get("/digit/10.png").statusCode());
    assertEquals("classes go from 0 to 9\n", new String(get("/digit/12.png").body()));
    assertEquals(404, get("/").statusCode());
    HttpResponse<byte[]> one = get("/digit/3.png");
    assertEquals("image/png", one.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(!Arrays.equals(one.body(), get("/digit/3.png").body()));
  }
}
