package org.vaelab.experiments.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.source.DataSources;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.play.Door;
import org.vaelab.experiments.play.PlayServer;
import org.vaelab.experiments.play.PlayServer.Limits;
import org.vaelab.experiments.play.Played;
import org.vaelab.experiments.play.PlayedRun;
import org.vaelab.experiments.run.RunLog;
import org.vaelab.inference.TrainedModel;
import org.vaelab.spec.SpecWords;

/** The server of {@code play} in this process, and requests to it, proper ones and raw bytes. */
record SmallServer(PlayServer server, HttpClient client) implements AutoCloseable {
  static SmallServer of(Limits limits, @Nullable String token, Path... runs) throws IOException {
    Door door = new Door(InetAddress.getLoopbackAddress(), "127.0.0.1", 0, token);
    List<PlayedRun> played = Arrays.stream(runs).map(run -> played(run, false)).toList();
    RunLog log = RunLog.start();
    PlayServer server = PlayServer.start(door, Played.open(played, log), limits, log);
    return new SmallServer(server, HttpClient.newHttpClient());
  }

  static PlayedRun played(Path run, boolean watched) {
    return new PlayedRun(
        run,
        new DataSources(List.of()),
        SpecWords.builtIn(),
        watched,
        file -> TrainedModel.open(file, DeviceChoice.parse("cpu"), SpecWords.builtIn()));
  }

  String host() {
    return "127.0.0.1:" + server.port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + host() + path));
  }

  HttpResponse<byte[]> get(String path) {
    return send(request(path));
  }

  HttpResponse<byte[]> post(String path, String json) {
    return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<byte[]> post(String path, String type, byte[] body) {
    return send(
        request(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failure) {
      throw new AssertionError("no answer", failure);
    } catch (InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  /** The status of what comes back for these bytes; 0 where the connection is closed instead. */
  int raw(byte[] bytes) {
    try (Socket socket = open()) {
      try {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
      } catch (IOException refused) {
        // It is answered before all was taken, and closed.
      }
      return status(socket);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  static int status(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      String line = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      return line.startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9, 12)) : 0;
    } catch (IOException closed) {
      return 0;
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
