package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.experiments.play.PlayServer.Limits;

/** What is asked of {@code play} with bad intent: each refused, and the server goes on. */
class PlayAttacksTest {
  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final String DECODE = "{\"codes\":[[0.5,-1]],\"label\":[0,0,0,1,0,0,0,0,0,0]}";

  private static final int STILL_OPEN = -1;
  private static final ExecutorService CROWD = Executors.newCachedThreadPool();

  @TempDir private static Path folder;
  private static SmallServer server;

  @BeforeAll
  static void start() throws IOException {
    Path run = folder.resolve("cvae");
    assertThat(SmallRun.train(run, "--set", "model.conditional=true").exitCode()).isZero();
    server = SmallServer.of(new Limits(100_000, 100_000, PATIENCE), null, run);
  }

  @AfterAll
  static void close() {
    CROWD.shutdownNow();
    server.close();
  }

  /** The next proper request is answered, whatever came before. */
  @AfterEach
  void goesOn() {
    assertThat(server.raw(decode(DECODE))).isEqualTo(200);
  }

  private static byte[] text(String request) {
    return request
        .replace("HOST", server.host())
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] get(String path, String... headers) {
    return text("GET " + path + " HTTP/1.1\nHost: HOST\n" + lines(headers) + "\n");
  }

  private static String lines(String... headers) {
    return Arrays.stream(headers).map(header -> header + "\n").reduce("", String::concat);
  }

  private static byte[] post(String path, String type, byte[] body, String... headers) {
    byte[] head =
        text(
            "POST "
                + path
                + " HTTP/1.1\nHost: HOST\nContent-Type: "
                + type
                + "\nContent-Length: "
                + body.length
                + "\n"
                + lines(headers)
                + "\n");
    byte[] whole = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  private static byte[] json(String path, String body) {
    return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] decode(String body) {
    return json("/api/decode", body);
  }

  private static byte[] image(byte[] body) {
    return post("/api/encode?model=0&class=3", "application/octet-stream", body);
  }

  /** A PNG whose header promises this size; its pixels are zeros, which deflate to little. */
  private static byte[] png(int side) {
    try {
      ByteArrayOutputStream pixels = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
        byte[] row = new byte[side + 1];
        for (int y = 0; y < Math.min(side, 3000); y++) {
          deflater.write(row);
        }
      }
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
      byte[] header = new byte[13];
      for (int i = 0; i < 4; i++) {
        header[i] = (byte) (side >> (24 - 8 * i));
        header[4 + i] = header[i];
      }
      header[8] = 8;
      chunk(png, "IHDR", header);
      chunk(png, "IDAT", pixels.toByteArray());
      chunk(png, "IEND", new byte[0]);
      return png.toByteArray();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] named = Arrays.copyOf(type.getBytes(StandardCharsets.ISO_8859_1), 4 + data.length);
    System.arraycopy(data, 0, named, 4, data.length);
    CRC32 sum = new CRC32();
    sum.update(named);
    for (int shift = 24; shift >= 0; shift -= 8) {
      png.write(data.length >> shift);
    }
    png.writeBytes(named);
    for (int shift = 24; shift >= 0; shift -= 8) {
      png.write((int) (sum.getValue() >> shift));
    }
  }

  private static Arguments refused(String name, int status, byte[] request) {
    return Arguments.of(name, status, request);
  }

  static Stream<Arguments> attacks() {
    String big = "x".repeat(600_000);
    byte[] bomb = png(30_000);
    return Stream.of(
            Stream.of(
                refused("another host", 421, text("GET / HTTP/1.1\nHost: evil.example\n\n")),
                refused(
                    "a name that was rebound",
                    421,
                    text("GET /api/models HTTP/1.1\nHost: evil.example:7878\n\n")),
                refused(
                    "a name like ours",
                    421,
                    text("GET / HTTP/1.1\nHost: 127.0.0.1.evil.example\n\n")),
                refused("another address", 421, text("GET / HTTP/1.1\nHost: 10.0.0.1\n\n")),
                refused("no host", 400, text("GET / HTTP/1.1\n\n")),
                refused(
                    "two hosts", 400, text("GET / HTTP/1.1\nHost: HOST\nHost: evil.example\n\n")),
                refused("another origin", 403, get("/api/models", "Origin: http://evil.example")),
                refused(
                    "an origin on another port",
                    403,
                    get("/api/models", "Origin: http://127.0.0.1:1")),
                refused("no origin that is known", 403, get("/api/models", "Origin: null")),
                refused("another site", 403, get("/api/models", "Sec-Fetch-Site: cross-site")),
                refused(
                    "another site's picture", 403, get("/icon.svg", "Sec-Fetch-Site: same-site")),
                refused(
                    "WebSocket of another origin",
                    403,
                    get(
                        "/",
                        "Origin: http://evil.example",
                        "Connection: Upgrade",
                        "Upgrade: websocket")),
                refused(
                    "WebSocket", 404, get("/socket", "Connection: Upgrade", "Upgrade: websocket")),
                refused(
                    "a form",
                    415,
                    post("/api/decode", "text/plain", DECODE.getBytes(StandardCharsets.UTF_8))),
                refused(
                    "no type",
                    415,
                    text("POST /api/decode HTTP/1.1\nHost: HOST\nContent-Length: 2\n\n{}"))),
            Stream.of(
                refused("an oversized body", 413, decode(big)),
                refused(
                    "an oversized body in chunks",
                    413,
                    text(
                        "POST /api/decode HTTP/1.1\nHost: HOST\nContent-Type: application/json\n"
                            + "Transfer-Encoding: chunked\n\n927c0\n"
                            + big
                            + "\n0\n\n")),
                refused(
                    "an oversized promise",
                    413,
                    text(
                        """
                        POST /api/decode HTTP/1.1
                        Host: HOST
                        Content-Type: application/json
                        Content-Length: 99999999999

                        {\
                        """)),
                refused(
                    "a negative length",
                    400,
                    text("POST /api/decode HTTP/1.1\nHost: HOST\nContent-Length: -1\n\n")),
                refused(
                    "two lengths",
                    400,
                    text(
                        "POST / HTTP/1.1\nHost: HOST\nContent-Length: 2\nContent-Length: 3\n\n{}")),
                refused(
                    "a smuggled request",
                    400,
                    text(
                        """
                        POST / HTTP/1.1
                        Host: HOST
                        Content-Length: 6
                        Transfer-Encoding: chunked

                        0

                        G\
                        """)),
                refused("a long header", 431, get("/", "X: " + "x".repeat(20_000))),
                refused(
                    "many headers",
                    431,
                    get(
                        "/",
                        IntStream.range(0, 5000)
                            .mapToObj(i -> "X" + i + ": y")
                            .toArray(String[]::new))),
                refused("a long address", 414, get("/" + "x".repeat(20_000))),
                refused("garbage", 400, new byte[] {0, 1, 2, 3, '\r', '\n', '\r', '\n'}),
                refused("TLS", 400, new byte[] {22, 3, 1, 0, 5, 1, 0, 0, 1, 0, 13, 10, 13, 10}),
                refused("HTTP/2", 426, text("PRI * HTTP/2.0\n\nSM\n\n"))),
            Stream.of(
                refused("no JSON", 400, decode("{\"codes\":[[0,")),
                refused("more than JSON", 400, decode(DECODE + "x")),
                refused("no object", 400, decode("[1]")),
                refused(
                    "an unknown field",
                    400,
                    decode("{\"codes\":[[0,0]],\"path\":\"/etc/passwd\"}")),
                refused("a field twice", 400, decode("{\"codes\":[[0,0]],\"codes\":[[0,0]]}")),
                refused("deep JSON", 400, decode("[".repeat(100_000))),
                refused("NaN", 400, decode(DECODE.replace("0.5", "NaN"))),
                refused("infinity", 400, decode(DECODE.replace("0.5", "1e999"))),
                refused("a huge code", 400, decode(DECODE.replace("0.5", "1e30"))),
                refused("a text for a number", 400, decode(DECODE.replace("0.5", "\"0.5\""))),
                refused("a long code", 400, decode(DECODE.replace("0.5", "0,0.5"))),
                refused("no codes", 400, decode("{}")),
                refused("no code", 400, decode("{\"codes\":[]}")),
                refused(
                    "many codes", 400, decode("{\"codes\":[" + "[0,0],".repeat(200) + "[0,0]]}")),
                refused("no label", 400, decode("{\"codes\":[[0,0]]}")),
                refused("too few shares", 400, decode("{\"codes\":[[0,0]],\"label\":[1]}")),
                refused(
                    "shares of nothing",
                    400,
                    decode(DECODE.replace("1,0,0,0,0,0,0", "0,0,0,0,0,0,0"))),
                refused("a negative share", 400, decode(DECODE.replace("0,0,0,1", "-1,1,0,1"))),
                refused("another model", 404, decode("{\"model\":7,\"codes\":[[0,0]]}")),
                refused(
                    "a model that is no number", 400, decode("{\"model\":1.5,\"codes\":[[0,0]]}")),
                refused("a million samples", 400, json("/api/sample", "{\"count\":1000000}")),
                refused("samples of class 99", 400, json("/api/sample", "{\"class\":99}")),
                refused("a hot sample", 400, json("/api/sample", "{\"temperature\":1e9}"))),
            Stream.of(
                refused(
                    "a picture file",
                    415,
                    post("/api/encode?model=0&class=3", "image/png", png(28))),
                refused(
                    "a truncated picture",
                    415,
                    post("/api/encode?model=0&class=3", "image/png", Arrays.copyOf(png(28), 40))),
                refused("a picture as pixels", 400, image(png(28))),
                refused("a bomb", 415, post("/api/encode?model=0&class=3", "image/png", bomb)),
                refused("a bomb as pixels", 413, image(bomb)),
                refused("too few pixels", 400, image(new byte[783])),
                refused(
                    "class 99",
                    400,
                    post(
                        "/api/encode?model=0&class=99", "application/octet-stream", new byte[784])),
                refused(
                    "no class",
                    400,
                    post("/api/encode?model=0", "application/octet-stream", new byte[784])),
                refused(
                    "class -1",
                    400,
                    post(
                        "/api/encode?model=0&class=-1", "application/octet-stream", new byte[784])),
                refused("a model twice", 400, get("/api/points?model=0&model=1")),
                refused("no test image", 404, get("/api/image?model=0&row=99999"))),
            Stream.of(
                refused("a path upwards", 400, get("/../spec.json")),
                refused("the same, encoded", 400, get("/%2e%2e/spec.json")),
                refused("encoded slashes", 400, get("/..%2f..%2fspec.json")),
                refused("encoded twice", 400, get("/%252e%252e%252fspec.json")),
                refused("backslashes", 400, get("/..%5c..%5cspec.json")),
                refused("a path with parameters", 400, get("/..;/spec.json")),
                refused("a zero byte", 400, get("/play.js%00.html")),
                refused("bytes that are no text", 400, get("/%c0%ae%c0%ae/spec.json")),
                refused("a figure upwards", 404, get("/api/figure?model=0&name=../spec.json")),
                refused(
                    "a figure by its place", 404, get("/api/figure?model=0&name=%2Fetc%2Fpasswd")),
                refused("an unknown path", 404, get("/spec.json")),
                refused("the folder of the page", 404, get("/page/")),
                refused("a page that is sent", 405, json("/", "{}")),
                refused("a decoding that is fetched", 405, get("/api/decode")),
                refused("DELETE", 405, text("DELETE / HTTP/1.1\nHost: HOST\n\n")),
                refused("OPTIONS", 405, text("OPTIONS /api/decode HTTP/1.1\nHost: HOST\n\n")),
                refused("TRACE", 405, text("TRACE / HTTP/1.1\nHost: HOST\n\n")),
                refused("CONNECT", 400, text("CONNECT evil.example:80 HTTP/1.1\nHost: HOST\n\n"))))
        .flatMap(attack -> attack);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("attacks")
  void isRefused(String name, int status, byte[] request) {
    assertThat(server.raw(request)).as(name).isEqualTo(status);
  }

  /** Some bytes now and then, of the header or of the body: nobody waits longer than is allowed. */
  @Test
  void slowClientsAreLeft() throws Exception {
    List<CompletableFuture<Integer>> slow = new ArrayList<>();
    for (String beginning :
        List.of(
            "GET / HTTP/1.1\nHost: HOST\nX: ",
            "",
            """
            POST /api/decode HTTP/1.1
            Host: HOST
            Content-Type: application/json
            Content-Length: 900

            {\
            """)) {
      for (int i = 0; i < 20; i++) {
        slow.add(CompletableFuture.supplyAsync(() -> drip(beginning), CROWD));
      }
    }
    assertThat(server.raw(decode(DECODE))).isEqualTo(200);
    for (CompletableFuture<Integer> each : slow) {
      assertThat(each.get()).isIn(0, 408);
    }
  }

  private static int drip(String beginning) {
    try (Socket socket = server.open()) {
      socket.getOutputStream().write(text(beginning));
      long end = System.nanoTime() + 10 * PATIENCE.toNanos();
      socket.setSoTimeout(1);
      while (System.nanoTime() < end) {
        socket.getOutputStream().write('x');
        Thread.sleep(PATIENCE.toMillis() / 7);
        int first = read(socket);
        if (first != STILL_OPEN) {
          return first;
        }
      }
      return STILL_OPEN;
    } catch (IOException closed) {
      return 0;
    } catch (InterruptedException ended) {
      throw new AssertionError(ended);
    }
  }

  private static int read(Socket socket) throws IOException {
    try {
      byte[] line = socket.getInputStream().readNBytes(12);
      return line.length < 12
          ? 0
          : Integer.parseInt(new String(line, 9, 3, StandardCharsets.ISO_8859_1));
    } catch (SocketTimeoutException nothing) {
      return STILL_OPEN;
    }
  }

  @Test
  void twoHundredConnectionsAreBorne() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        open.add(server.open());
      }
      for (Socket socket : open) {
        socket.getOutputStream().write(get("/api/models"));
      }
      assertThat(server.raw(decode(DECODE))).isEqualTo(200);
      for (Socket socket : open) {
        assertThat(SmallServer.status(socket)).isEqualTo(200);
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** Two hundred at once are too many to be computed; none is left without an answer. */
  @Test
  void aCrowdIsAnsweredOrRefused() {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> server.raw(decode(DECODE)), CROWD));
    }
    assertThat(answers).extracting(CompletableFuture::join).containsOnly(200, 503).contains(200);
  }
}
