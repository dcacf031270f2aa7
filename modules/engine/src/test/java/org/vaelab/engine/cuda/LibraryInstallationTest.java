package org.vaelab.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.input.InputException;

/** A server laid out as DJL's, on this machine, that does what servers do. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class LibraryInstallationTest {
  private static final String PLATFORM = "cu128/linux-x86_64/native/lib/";
  private static final String FOLDER = "2.7.1-cu128-linux-x86_64";

  @TempDir private Path cache;
  private final Map<String, byte[]> served = new TreeMap<>();
  private final List<String> said = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  LibraryInstallationTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() throws IOException {
    serve("libtorch.so", "the library");
    serve("libtorch_cuda.so", "its part for CUDA");
    served.put(
        "/pytorch/2.7.1/files.txt",
        bytes(
            "cpu/linux-x86_64/native/lib/libtorch.so.gz\n"
                + PLATFORM
                + "libtorch.so.gz\n"
                + PLATFORM
                + "libtorch_cuda.so.gz\n"));
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whatIsPublishedLiesInTheCacheWithDjlsOwnPartAndItsSums() throws IOException {
    Path folder = install(Map.of());

    assertThat(folder).isEqualTo(cache.resolve(FOLDER));
    assertThat(folder.resolve("libtorch_cuda.so")).hasContent("its part for CUDA");
    assertThat(folder.resolve("0.35.1-libdjl_torch.so")).isNotEmptyFile();
    assertThat(new LibrarySearch(null, cache, null).forCuda())
        .contains(new TorchLibrary(folder, "DJL's cache"));
    // sha256sum of the two texts
    assertThat(Files.readAllLines(folder.resolve("SHA256SUMS")))
        .containsExactly(
            "0ea2bff2393cf54f7adcc77a67a67a94d878e90b24b550f0f2fad783ecc78c4e  libtorch.so",
            "d601b8c984a0b9714067fe54165edb48d5a2fdb751b3055088f64d91a1620a9d  libtorch_cuda.so");
    assertThat(cache.resolve(FOLDER + ".part")).doesNotExist();
    assertThat(said).containsExactly("libtorch.so (1 of 2)", "libtorch_cuda.so (2 of 2)");
  }

  @Test
  void whatIsThereIsCheckedAndNotFetchedAgain() throws IOException {
    Path folder = install(Map.of());
    asked.clear();
    install(Map.of());
    assertThat(asked).isEmpty();

    Files.writeString(folder.resolve("libtorch.so"), "the librarz");
    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("libtorch.so has the SHA-256 sum")
        .hasMessageContaining("Delete " + folder);
  }

  @Test
  void aFetchThatBreaksOffGoesOnWithTheFileItWasAt() throws IOException {
    served.put("cut", new byte[0]);
    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("libtorch_cuda.so.gz")
        .hasMessageContaining("goes on from it");
    assertThat(cache.resolve(FOLDER)).doesNotExist();

    served.remove("cut");
    asked.clear();
    assertThat(install(Map.of()).resolve("libtorch_cuda.so")).hasContent("its part for CUDA");
    assertThat(asked).noneMatch(path -> path.endsWith("/libtorch.so.gz"));
  }

  @Test
  void aDamagedFileIsNotKept() {
    byte[] bytes =
        Objects.requireNonNull(served.get("/pytorch/2.7.1/" + PLATFORM + "libtorch_cuda.so.gz"));
    bytes[bytes.length - 12] ^= 1;

    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("libtorch_cuda.so.gz");
    assertThat(cache.resolve(FOLDER)).doesNotExist();
    assertThat(cache.resolve(FOLDER + ".part").resolve("libtorch_cuda.so")).doesNotExist();
  }

  @Test
  void otherSumsThanExpectedAreRefused() {
    assertThatThrownBy(() -> install(Map.of("libtorch.so", "00", "libtorch_cuda.so", "00")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("libtorch.so has the SHA-256 sum")
        .hasMessageEndingWith("but 00 was expected; it is not used.");
    assertThat(cache.resolve(FOLDER)).doesNotExist();
  }

  @Test
  void aServerThatLacksAnExpectedFileIsRefused() throws IOException {
    Path whole = install(Map.of());
    Map<String, String> expected =
        new TreeMap<>(LibraryInstallation.readChecksums(whole.resolve("SHA256SUMS")));
    assertThat(install(expected)).isEqualTo(whole);
    Files.move(whole, cache.resolve("elsewhere"));
    expected.put("libcudnn.so.9", "00");

    assertThatThrownBy(() -> install(expected))
        .isInstanceOf(InputException.class)
        .hasMessage("The server has no libcudnn.so.9.");
    assertThat(whole).doesNotExist();
  }

  @Test
  void whatAnotherProgramFetchedIsUsedAndAnEmptyFolderRefused() throws IOException {
    Path folder = Files.createDirectory(cache.resolve(FOLDER));
    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + " is there, but holds no library; delete it and install again.");

    Files.writeString(folder.resolve("libtorch.so"), "theirs");
    assertThat(install(Map.of())).isEqualTo(folder);
    assertThat(said).containsExactly("already there, fetched by another program: " + folder);
    assertThat(asked).isEmpty();
  }

  @Test
  void twoInstallationsAtATimeAreOneTooMany() throws IOException {
    Path lock = cache.resolve(FOLDER + ".lock");
    try (FileChannel held =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock other = held.lock()) {
      assertThat(other.isValid()).isTrue();
      assertThatThrownBy(() -> install(Map.of()))
          .isInstanceOf(InputException.class)
          .hasMessage("Another installation in " + cache + " is under way.");
    }
  }

  @Test
  void namesThatLeadElsewhereAreRefused() {
    served.put("/pytorch/2.7.1/files.txt", bytes(PLATFORM + "..%2F..%2Fevil%2F..gz\n"));

    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("which is no library's name");
  }

  /** Five thousand bytes announced, and the connection closed after two lines. */
  @Test
  void aListThatIsCutShortIsRefused() throws Exception {
    String lines = PLATFORM + "libtorch.so.gz\n" + PLATFORM + "libtorch_cuda.so.gz\n";

    assertThatThrownBy(() -> installFrom("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + lines))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "/2.7.1/files.txt: has " + lines.length() + " bytes, but 5000 were announced");
    assertThat(cache.resolve(FOLDER)).doesNotExist();
  }

  /** Without an announced length nothing tells that the rest of the lines is missing. */
  @Test
  void aListWithoutTheLibrariesIsRefused() {
    served.put("/pytorch/2.7.1/files.txt", bytes(PLATFORM + "libtorch.so.gz\n"));

    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("/2.7.1/files.txt does not list libtorch_cuda.so: it is not whole.");
    assertThat(cache.resolve(FOLDER)).doesNotExist();
  }

  /** As one that a list cut short left behind. */
  @Test
  void aFolderWithoutTheLibrariesIsNotWhole() throws IOException {
    Path folder = Files.createDirectory(cache.resolve(FOLDER));
    Files.writeString(folder.resolve("libtorch.so"), "the library");
    Files.writeString(
        folder.resolve("SHA256SUMS"),
        "0ea2bff2393cf54f7adcc77a67a67a94d878e90b24b550f0f2fad783ecc78c4e  libtorch.so\n");

    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + " holds no libtorch_cuda.so; delete the folder and install again.");
  }

  @Test
  void aListWithoutEndIsRefused() {
    served.put("/pytorch/2.7.1/files.txt", new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "files.txt is longer than 1,048,576 bytes, which no list of files is");
  }

  /** A thousand times what came, as of zeros alone, in a file and in what is left of the room. */
  @Test
  void whatUnpacksToFarMoreThanCameIsNotKept() throws IOException {
    byte[] zeros = zip(new byte[1 << 20]);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    for (int megabyte = 0; megabyte < 100; megabyte++) {
      bomb.write(zeros);
    }
    served.put("/pytorch/2.7.1/" + PLATFORM + "libtorch_cuda.so.gz", bomb.toByteArray());

    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("libtorch_cuda.so.gz: unpacks to more than ")
        .hasMessageContaining("which no library does");
    try (Stream<Path> left = Files.list(cache.resolve(FOLDER + ".part"))) {
      assertThat(left).containsExactly(cache.resolve(FOLDER + ".part").resolve("libtorch.so"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%ZZ.gz",
        "libtorch%2",
        "SHA256SUMS.gz",
        "a b/libtorch.so.gz",
        "../../../x/libtorch.so.gz",
        "libtorch.so.gz?x=1",
        "libtorch.so.gz#x",
        "\u0007libtorch.so.gz",
        ".gz"
      })
  void linesThatAreNoLibrarysNameAreRefused(String line) {
    served.put("/pytorch/2.7.1/files.txt", bytes(PLATFORM + line + "\n"));

    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("which is no library's name")
        .hasMessageNotContaining("\u0007");
    assertThat(asked).containsExactly("/pytorch/2.7.1/files.txt");
  }

  @Test
  void aServerThatSendsTheClientNowhereIsRefused() {
    served.put("redirect", bytes("http://127.0.0.1:99999/"));

    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("127.0.0.1 cannot be reached")
        .hasMessageNotContaining("Exception");
  }

  @Test
  void aServerOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> installFrom("SSH-2.0-OpenSSH_9.2\r\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/2.7.1/files.txt was answered by what is no web server; what is");
  }

  @Test
  void aServerThatHasNoneOrDoesNotAnswer() {
    served.put("/pytorch/2.7.1/files.txt", bytes("cpu/x\n"));
    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("lists nothing for cu128/linux-x86_64/");

    served.clear();
    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("files.txt was answered with HTTP 404");

    server.stop(0);
    assertThatThrownBy(() -> install(Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be reached");
  }

  private Path install(Map<String, String> expected) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/pytorch/");
    said.clear();
    return new LibraryInstallation(base, Duration.ofSeconds(1), cache, said::add).install(expected);
  }

  /** From a server that answers once, closes the connection and is gone. */
  private void installFrom(String answer) throws Exception {
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering =
          new Thread(
              () -> {
                try (Socket socket = once.accept()) {
                  socket.getInputStream().read(new byte[1000]);
                  socket.getOutputStream().write(bytes(answer));
                } catch (IOException broken) {
                  throw new UncheckedIOException(broken);
                }
              });
      answering.start();
      URI base = URI.create("http://127.0.0.1:" + once.getLocalPort());
      try {
        new LibraryInstallation(base, Duration.ofSeconds(1), cache, said::add).install(Map.of());
      } finally {
        answering.join();
      }
    }
  }

  private void serve(String name, String content) throws IOException {
    served.put("/pytorch/2.7.1/" + PLATFORM + name + ".gz", zip(bytes(content)));
  }

  private static byte[] zip(byte[] content) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(content);
    }
    return zipped.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    byte[] bytes = served.get(path);
    boolean cut = served.containsKey("cut") && path.endsWith("libtorch_cuda.so.gz");
    try (exchange) {
      byte[] elsewhere = served.get("redirect");
      if (elsewhere != null) {
        exchange
            .getResponseHeaders()
            .add("Location", new String(elsewhere, StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      exchange.sendResponseHeaders(bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
      if (bytes != null) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(bytes, 0, cut ? bytes.length / 2 : bytes.length);
          out.flush();
        } catch (IOException broken) {
          // The stream complains that less was sent than announced, which is what was wanted.
          assertThat(cut).isTrue();
        }
      }
    }
  }
}
