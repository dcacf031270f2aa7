package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.experiments.run.Terminal;
import org.vaelab.spec.SpecWords;

/** {@code vaelab play} from the command line. */
class PlayTest {
  private static final Pattern ADDRESS = Pattern.compile("http://\\S+");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path folder;
  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    run = folder.resolve("vae");
    assertThat(SmallRun.train(run).exitCode()).isZero();
    Path spec = folder.resolve("classifier.json");
    Files.writeString(
        spec,
        """
        { "name": "c", "data": { "dataset": "digits", "limit": 100, "testLimit": 20 },
          "model": { "type": "classifier" }, "training": { "epochs": 1 }, "figures": [] }
        """);
    String out = folder.resolve("classifier").toString();
    Program classifier = Program.run("run", spec.toString(), "--out", out);
    assertThat(classifier.exitCode()).as(classifier.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "classifier|holds a classifier; this needs a model that decodes latent codes.",
        "none|none does not exist.",
        "vae vae vae|give one RUN, or two to be compared; was 3",
        "vae --port 70000|--port must be from 0 (any that is free) to 65535, was 70000",
        "vae --host no.such.host.invalid|--host must be a name or an address of this machine, was",
        "vae --host 192.0.2.1 --port 0|192.0.2.1, port 0, cannot be listened on:",
        "vae/model.safetensors --watch|model.safetensors is no run folder, which --watch is for.",
      })
  void refusesInASentence(String arguments, String words) {
    String[] line = ("play " + arguments).split(" ");
    for (int i = 1; i < line.length; i++) {
      boolean file = line[i].startsWith("vae") || line[i].matches("none|classifier");
      line[i] = file ? folder.resolve(line[i]).toString() : line[i];
    }
    Program program = Program.run(line);
    assertThat(program.exitCode()).isEqualTo(VaelabCommand.INPUT);
    assertThat(program.err()).contains(words).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Program program =
          Program.run("play", run.toString(), "--port", String.valueOf(taken.getLocalPort()));
      assertThat(program.exitCode()).isEqualTo(VaelabCommand.INPUT);
      assertThat(program.err())
          .isEqualTo(
              "127.0.0.1, port "
                  + taken.getLocalPort()
                  + ", is taken by another program; give another --port, or --port 0 for any that"
                  + " is free.\n");
    }
  }

  /** The program in a thread, which is interrupted instead of a process that is stopped. */
  private record Playing(Thread thread, ByteArrayOutputStream out, int[] exitCode)
      implements AutoCloseable {
    static Playing of(String... arguments) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
      Terminal terminal = new Terminal(stream, stream, false, RunLog.start());
      int[] exitCode = {-1};
      Thread thread =
          new Thread(
              () -> exitCode[0] = VaelabCommand.execute(terminal, SpecWords.builtIn(), arguments));
      thread.start();
      return new Playing(thread, out, exitCode);
    }

    String address() throws InterruptedException {
      for (int i = 0; i < 300; i++) {
        Matcher address = ADDRESS.matcher(out.toString(StandardCharsets.UTF_8));
        if (address.find()) {
          return address.group();
        }
        Thread.sleep(50);
      }
      throw new AssertionError(out.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
      thread.interrupt();
      try {
        thread.join(20_000);
      } catch (InterruptedException impatient) {
        throw new AssertionError(impatient);
      }
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void servesUntilItIsStopped() throws Exception {
    Playing playing = Playing.of("play", run.toString(), "--port", "0", "--threads", "1");
    String address;
    try (playing) {
      address = playing.address();
      assertThat(address).matches("http://127\\.0\\.0\\.1:\\d+/");
      assertThat(get(address).body()).contains("<title>vaelab play</title>");
    }
    assertThat(playing.exitCode()).containsExactly(VaelabCommand.DONE);
    int port = URI.create(address).getPort();
    // What is closed can be listened on again.
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void otherAddressesHaveAToken() throws Exception {
    try (Playing playing = Playing.of("play", run.toString(), "--port", "0", "--host", "0.0.0.0")) {
      String address = playing.address();
      assertThat(address).matches("http://0\\.0\\.0\\.0:\\d+/\\?token=[\\w-]{43}");
      String local = address.replace("0.0.0.0", "127.0.0.1");
      assertThat(get(local).statusCode()).isEqualTo(303);
      assertThat(get(local.replaceFirst("\\?.*", "")).statusCode()).isEqualTo(401);
    }
  }

  /** A run before its end has checkpoints alone; each new one replaces the weights. */
  @Test
  void followsATraining() throws Exception {
    Path watched = folder.resolve("watched");
    assertThat(SmallRun.train(watched, "--set", "training.epochs=3").exitCode()).isZero();
    Files.delete(watched.resolve("model.safetensors"));
    try (Playing playing = Playing.of("play", watched.toString(), "--port", "0", "--watch")) {
      String address = playing.address();
      JsonNode before = JSON.readTree(get(address + "api/models").body()).get(0);
      assertThat(before.path("epoch").asInt()).isEqualTo(3);
      assertThat(before.path("watched").asBoolean()).isTrue();
      byte[] picture = decoded(address);

      assertThat(SmallRun.resume(watched, "--epochs", "5").exitCode()).isZero();
      JsonNode after = before;
      for (int i = 0; i < 100 && !after.path("epoch").isNull(); i++) {
        Thread.sleep(100);
        after = JSON.readTree(get(address + "api/models").body()).get(0);
      }
      assertThat(after.path("version").asInt()).isGreaterThan(before.path("version").asInt());
      assertThat(decoded(address)).isNotEqualTo(picture);
      JsonNode training = JSON.readTree(get(address + "api/training?model=0").body());
      assertThat(training.path("curves").path("train_loss")).hasSize(5);
    }
  }

  private static byte[] decoded(String address) throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address + "api/decode"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"codes\":[[1,1]]}"))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void sharesOfClassesAreChecked() throws IOException {
    Path conditional = folder.resolve("cvae");
    assertThat(SmallRun.train(conditional, "--set", "model.conditional=true").exitCode()).isZero();
    for (String[] each :
        Arrays.asList(
            new String[] {"3:0.5", "--label must have shares that add up to 1, was \"3:0.5\": 0.5"},
            new String[] {"3:x,4:1", "--label must be a class, or shares such as 3:0.4,8:0.6, was"},
            new String[] {"3:0.5,x:0.5", "--label must be a class: 0 to 9"},
            new String[] {"3:0.5,4", "--label must be a class, or shares such as"})) {
      Program program =
          Program.run("decode", conditional.toString(), "0,0", "--label", each[0], "--out", "-");
      assertThat(program.exitCode()).isEqualTo(VaelabCommand.INPUT);
      assertThat(program.err()).contains(each[1]);
    }
  }
}
