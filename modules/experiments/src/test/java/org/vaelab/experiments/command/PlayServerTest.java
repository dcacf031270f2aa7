package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.play.PlayServer.Limits;
import org.vaelab.experiments.play.Played;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.inference.ModelWords;
import org.vaelab.inference.Posteriors;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;

/** What the page is given: the numbers of the library, and the files of the commands. */
class PlayServerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path folder;
  private static Path plain;
  private static Path conditional;
  private static SmallServer server;

  @BeforeAll
  static void start() throws IOException {
    plain = folder.resolve("vae");
    conditional = folder.resolve("cvae");
    assertThat(SmallRun.train(plain, "--set", "figures=[\"curves\"]").exitCode()).isZero();
    assertThat(SmallRun.train(conditional, "--set", "model.conditional=true").exitCode()).isZero();
    server = SmallServer.of(Limits.USUAL, null, plain, conditional);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static byte[] ok(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return answer.body();
  }

  /** Bytes as the pictures of a library's pixels have them. */
  private static byte[] bytes(float[]... images) {
    byte[] bytes = new byte[images.length * images[0].length];
    for (int i = 0; i < bytes.length; i++) {
      float pixel = images[i / images[0].length][i % images[0].length];
      bytes[i] = (byte) Math.round(255 * pixel);
    }
    return bytes;
  }

  private static TrainedModel open(Path run) {
    return TrainedModel.open(run, DeviceChoice.parse("cpu"), ModelWords.ALL);
  }

  @Test
  void decodesLikeTheLibrary() {
    byte[] one = ok(server.post("/api/decode", "{\"codes\":[[0.5,-1],[2,0.25]]}"));
    byte[] mixed =
        ok(
            server.post(
                "/api/decode",
                "{\"model\":1,\"codes\":[[0.5,-1]],\"label\":[0,0,0,0.25,0,0,0,0,0.75,0]}"));
    float[] label = new float[10];
    label[3] = 0.25f;
    label[8] = 0.75f;
    try (TrainedModel vae = open(plain);
        TrainedModel cvae = open(conditional)) {
      float[][] codes = {{0.5f, -1}, {2, 0.25f}};
      assertThat(one).isEqualTo(bytes(vae.decode(codes, new int[0])));
      float[][] expected = cvae.decodeMixed(new float[][] {codes[0]}, new float[][] {label});
      assertThat(mixed).isEqualTo(bytes(expected));
    }
  }

  /** Byte for byte. */
  @Test
  void savesWhatTheCommandsWrite() throws IOException {
    Path decoded = folder.resolve("decoded.png");
    Path samples = folder.resolve("samples.png");
    String label = "{\"model\":1,\"codes\":[[-0.5,1]],\"label\":[0,0,0,0.4,0,0,0,0,0.6,0]}";
    assertThat(
            Program.run(
                    List.of(
                        "decode",
                        conditional.toString(),
                        "--label",
                        "3:0.4,8:0.6",
                        "--out",
                        decoded.toString(),
                        "--",
                        "-0.5,1"))
                .err())
        .isEmpty();
    assertThat(
            Program.run(
                    List.of(
                        "sample",
                        conditional.toString(),
                        "--count",
                        "2",
                        "--seed",
                        "5",
                        "--temperature",
                        "0.7",
                        "--out",
                        samples.toString()))
                .err())
        .isEmpty();

    assertThat(ok(server.post("/api/decode?as=png", label))).isEqualTo(Files.readAllBytes(decoded));
    assertThat(
            ok(
                server.post(
                    "/api/sample?as=png",
                    "{\"model\":1,\"count\":2,\"seed\":5,\"temperature\":0.7}")))
        .isEqualTo(Files.readAllBytes(samples));
  }

  @Test
  void encodesLikeTheLibrary() throws IOException {
    byte[] pixels = new byte[784];
    float[] image = new float[784];
    for (int i = 0; i < 784; i++) {
      pixels[i] = (byte) (i * 7);
      image[i] = (i * 7 & 255) / 255f;
    }
    ByteBuffer answer =
        frame(ok(server.post("/api/encode?model=1&class=4", "application/octet-stream", pixels)));
    JsonNode words = words(answer);
    try (TrainedModel model = open(conditional)) {
      Posteriors expected = model.posteriors(new float[][] {image}, new int[] {4});
      assertThat(numbers(words.path("mean"))).isEqualTo(expected.means()[0]);
      assertThat(numbers(words.path("deviation"))).isEqualTo(expected.deviations()[0]);
      byte[] made = new byte[784];
      answer.get(made);
      assertThat(made).isEqualTo(bytes(model.reconstruct(new float[][] {image}, new int[] {4})));
    }
  }

  /** Of the very picture that the page saves beside it. */
  @Test
  void savesTheReconstructionThatTheCommandWrites() throws IOException {
    byte[] pixels = new byte[784];
    BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 784; i++) {
      int level = i * 5 & 255;
      pixels[i] = (byte) level;
      picture.setRGB(i % 28, i / 28, level << 16 | level << 8 | level);
    }
    Path image = folder.resolve("image.png");
    ImageIO.write(picture, "png", image.toFile());
    Path made = folder.resolve("reconstruction.png");
    Program program =
        Program.run("reconstruct", plain.toString(), image.toString(), "--out", made.toString());
    assertThat(program.exitCode()).as(program.err()).isZero();

    assertThat(ok(server.post("/api/encode?model=0&as=png", "application/octet-stream", pixels)))
        .isEqualTo(Files.readAllBytes(made));
  }

  private static ByteBuffer frame(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static JsonNode words(ByteBuffer frame) throws IOException {
    byte[] text = new byte[frame.getInt()];
    frame.get(text);
    return JSON.readTree(text);
  }

  private static float[] numbers(JsonNode list) {
    float[] numbers = new float[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).floatValue();
    }
    return numbers;
  }

  /** Test image by test image what {@code encode} says of the run's data. */
  @Test
  void placesTheTestImages() throws Exception {
    ByteBuffer frame = frame(ok(server.get("/api/points?model=1")));
    JsonNode words = words(frame);
    for (int i = 0; i < 100 && words.path("pending").asBoolean(); i++) {
      Thread.sleep(50);
      frame = frame(ok(server.get("/api/points?model=1")));
      words = words(frame);
    }
    Path codes = folder.resolve("codes.csv");
    assertThat(Program.run("encode", conditional.toString(), "--out", codes.toString()).exitCode())
        .isZero();
    List<String> lines = Files.readAllLines(codes);
    assertThat(words.path("count").asInt()).isEqualTo(lines.size() - 1).isEqualTo(50);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      assertThat(frame.getFloat()).isCloseTo(Float.parseFloat(cells[1]), within());
      assertThat(frame.getFloat()).isCloseTo(Float.parseFloat(cells[2]), within());
    }
    for (String line : lines.subList(1, lines.size())) {
      assertThat(frame.getShort()).isEqualTo(Short.parseShort(line.split(",", -1)[0]));
    }
    assertThat(ok(server.get("/api/image?model=1&row=49")))
        .hasSize(784)
        .isNotEqualTo(new byte[784]);
  }

  private static Offset<Float> within() {
    return Offset.offset(1e-4f);
  }

  @Test
  void showsTheTraining() throws IOException {
    JsonNode training = JSON.readTree(ok(server.get("/api/training?model=0")));
    assertThat(training.path("state").asText()).isEqualTo("finished");
    assertThat(training.path("curves").path("test_loss")).hasSize(2);
    assertThat(training.path("figures").has("curves.png")).isTrue();
    assertThat(ok(server.get("/api/figure?model=0&name=curves.png")))
        .isEqualTo(Files.readAllBytes(plain.resolve("figures/curves.png")));
  }

  /** Neither the page's words nor its refusals say where the run lies. */
  @Test
  void noPathOfTheMachineIsShown() {
    for (String path :
        List.of("/api/models", "/api/training?model=0", "/api/figure?model=0&name=x", "/x")) {
      String text = new String(server.get(path).body(), StandardCharsets.UTF_8);
      assertThat(text).as(path).doesNotContain(folder.toString()).doesNotContain("/tmp");
    }
  }

  @Test
  void everyFileOfThePageIsServed() {
    for (String path : List.of("/", "/play.css", "/play.js", "/panel.js", "/icon.svg")) {
      HttpResponse<byte[]> answer = server.get(path);
      assertThat(ok(answer)).as(path).isNotEmpty();
      assertThat(answer.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(
              policy ->
                  assertThat(policy)
                      .startsWith("default-src 'none'")
                      .doesNotContain("unsafe")
                      .doesNotContain("http"));
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void otherMachinesNeedTheToken() throws IOException {
    String token = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    try (SmallServer guarded = SmallServer.of(Limits.USUAL, token, plain)) {
      String cookie = "vaelab-play-" + guarded.server().port() + "=";
      assertThat(guarded.server().address()).endsWith("/?token=" + token);
      assertThat(guarded.get("/").statusCode()).isEqualTo(401);
      for (String wrong :
          List.of("", "x", token.substring(1), token + "x", token.toLowerCase(Locale.ROOT))) {
        assertThat(guarded.get("/?token=" + wrong).statusCode()).as(wrong).isEqualTo(401);
      }
      assertThat(guarded.get("/api/models?token=" + token).statusCode()).isEqualTo(401);
      HttpResponse<byte[]> welcome = guarded.get("/?token=" + token);
      assertThat(welcome.statusCode()).isEqualTo(303);
      assertThat(welcome.headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith(cookie + token)
          .contains("HttpOnly")
          .contains("SameSite=Lax");
      assertThat(with(guarded, "Cookie", cookie + token)).isEqualTo(200);
      assertThat(with(guarded, "Cookie", cookie + "x")).isEqualTo(401);
      assertThat(with(guarded, "Authorization", "Bearer " + token)).isEqualTo(200);
      assertThat(with(guarded, "Authorization", "Bearer x")).isEqualTo(401);
    }
  }

  private static int with(SmallServer server, String header, String value) {
    return server.send(server.request("/api/models").header(header, value)).statusCode();
  }

  @Test
  void whoAsksTooFastIsRefused() throws IOException {
    try (SmallServer slow = SmallServer.of(new Limits(5, 10, Duration.ofSeconds(5)), null, plain)) {
      List<Integer> answers =
          IntStream.range(0, 40).mapToObj(i -> slow.get("/api/models").statusCode()).toList();
      assertThat(answers.subList(0, 5)).containsOnly(200);
      assertThat(answers).containsOnly(200, 429).endsWith(429);
    }
  }

  @Test
  void threeModelsAreTooMany() {
    assertThatThrownBy(
            () ->
                Played.open(
                    Arrays.asList(
                        SmallServer.played(plain, false),
                        SmallServer.played(plain, false),
                        SmallServer.played(plain, false)),
                    RunLog.start()))
        .isInstanceOf(InputException.class)
        .hasMessage("give one RUN, or two to be compared; was 3");
  }
}
