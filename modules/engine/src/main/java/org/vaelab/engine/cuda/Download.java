package org.vaelab.engine.cuda;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.vaelab.engine.InputException;

/** Files of one server, whole or not at all. */
final class Download {
  private static final int BUFFER = 1 << 20;
  private static final long REPORTED_BYTES = 100L << 20;

  private final String base;
  private final Duration patience;
  private final Consumer<String> report;

  /** Files below {@code base} of a server that may be silent for as long as {@code patience}. */
  Download(String base, Duration patience, Consumer<String> report) {
    this.base = base;
    this.patience = patience;
    this.report = report;
  }

  /** A short text. */
  String text(String path) throws IOException {
    try (InputStream in = open(path).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IOException(base + "/" + path + ": " + failure.getMessage(), failure);
    }
  }

  /**
   * Fetches a gzipped file and writes what is in it to {@code target}.
   *
   * @throws IOException when it does not come as a whole
   */
  void unzip(String path, Path target) throws IOException {
    HttpURLConnection connection = open(path);
    long length = connection.getContentLengthLong();
    Path aside = target.resolveSibling(target.getFileName() + ".tmp");
    try (Counted counted = new Counted(connection.getInputStream(), path, length);
        InputStream plain = new GZIPInputStream(new BufferedInputStream(counted), BUFFER);
        OutputStream out = Files.newOutputStream(aside)) {
      plain.transferTo(out);
      counted.checkEnd();
    } catch (IOException failure) {
      throw new IOException(base + "/" + path + ": " + failure.getMessage(), failure);
    }
    try (FileChannel written = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Asks for a file; the old client, because the new one waits for ever where a server stalls. */
  private HttpURLConnection open(String path) throws IOException {
    URL url = new URL(base + "/" + path);
    if (!(url.openConnection() instanceof HttpURLConnection connection)) {
      throw new InputException(base + " is no address of a web server.");
    }
    connection.setConnectTimeout((int) patience.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    int code;
    try {
      code = connection.getResponseCode();
    } catch (IOException unreachable) {
      throw new IOException(url.getHost() + " cannot be reached: " + unreachable, unreachable);
    }
    if (code != HttpURLConnection.HTTP_OK) {
      throw new IOException(url + " was answered with HTTP " + code);
    }
    return connection;
  }

  @Override
  public String toString() {
    return base;
  }

  /** Counts what arrives and tells of it now and then. */
  private final class Counted extends FilterInputStream {
    private final String path;
    private final long length;
    private long count;
    private long reported;

    Counted(InputStream in, String path, long length) {
      super(in);
      this.path = path;
      this.length = length;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      add(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
      int got = super.read(bytes, offset, wanted);
      add(Math.max(got, 0));
      return got;
    }

    private void add(int bytes) {
      count += bytes;
      if (count - reported >= REPORTED_BYTES) {
        reported = count;
        report.accept(
            String.format(
                Locale.ROOT,
                "  %s: %,d%s MB",
                path.substring(path.lastIndexOf('/') + 1),
                count >> 20,
                length < 0 ? "" : String.format(Locale.ROOT, " of %,d", length >> 20)));
      }
    }

    void checkEnd() throws IOException {
      long rest = in.transferTo(OutputStream.nullOutputStream());
      if (length >= 0 && count + rest != length) {
        throw new IOException(
            "has " + (count + rest) + " bytes, but " + length + " were announced");
      }
    }
  }
}
