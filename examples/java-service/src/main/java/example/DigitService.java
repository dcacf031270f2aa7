package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.vaelab.inference.TrainedModel;

/**
 * Answers {@code /digit/7.png} with a new picture of class 7 from a trained conditional VAE, and
 * {@code /digit/7.png?seed=3} with the same picture every time.
 */
public final class DigitService implements AutoCloseable {
  private static final Pattern PATH = Pattern.compile("/digit/(\\d{1,4})\\.png");
  private static final Pattern SEED = Pattern.compile("seed=(\\d{1,18})");
  private static final int THREADS = 8;

  static {
    // The JDK's server sends head and body apart, and would wait 40 ms for the answer to the first.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final TrainedModel model;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AtomicLong nextSeed = new AtomicLong(System.nanoTime());

  /**
   * Begins to answer.
   *
   * @param run a run folder, or a model.safetensors
   * @param port to listen on, of this machine alone; 0 for any that is free
   */
  public DigitService(Path run, int port) throws IOException {
    // One model for all threads: it may be shared.
    model = TrainedModel.open(run);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
      if (!path.matches()) {
        say(exchange, 404, "ask for /digit/7.png");
        return;
      }
      int label = Integer.parseInt(path.group(1));
      int classes = model.description().classNames().size();
      if (label >= classes) {
        say(exchange, 404, "classes go from 0 to " + (classes - 1));
        return;
      }
      byte[] picture = picture(label, seed(exchange.getRequestURI().getQuery()));
      exchange.getResponseHeaders().set("Content-Type", "image/png");
      exchange.sendResponseHeaders(200, picture.length);
      exchange.getResponseBody().write(picture);
    }
  }

  private long seed(String query) {
    Matcher seed = SEED.matcher(query == null ? "" : query);
    return seed.matches() ? Long.parseLong(seed.group(1)) : nextSeed.getAndIncrement();
  }

  private byte[] picture(int label, long seed) throws IOException {
    float[] image = model.sample(new int[] {label}, seed)[0];
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(model.picture(image), "png", stream);
    }
    return png.toByteArray();
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Answers what was asked already, and gives the model's memory back. */
  @Override
  public void close() {
    server.stop(1);
    threads.shutdown();
    model.close();
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("give a run folder and a port, such as: runs/quickstart/q 8080");
      System.exit(2);
    }
    DigitService service = new DigitService(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    System.out.println("http://127.0.0.1:" + service.port() + "/digit/7.png");
  }
}
