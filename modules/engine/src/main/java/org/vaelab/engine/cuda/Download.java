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
import org.vaelab.files.NetworkFaults;
import org.vaelab.input.InputException;

/** Files of one server, whole or not at all. */
final class Download {
  private static final int BUFFER = 1 << 20;
  private static final long REPORTED_BYTES = 100L << 20;

  /** DJL's list of all platforms has some kilobytes. */
  private static final int LONGEST_TEXT = 1 << 20;

  /** How much may be in a gzipped file: libraries shrink to a third, zeros to a thousandth. */
  private static final long UNPACKED_AT_LEAST = 64L << 20;

  private static final long UNPACKED_BYTES_A_BYTE = 20;

  private final String base;
  private final Duration patience;
  private final Consumer<String> report;

  /** Files below {@code base} of a server that may be silent for as long as {@code patience}. */
  Download(String base, Duration patience, Consumer<String> report) {
    this.base = base;
    this.patience = patience;
    this.report = report;
  }

  /**
   * A short text.
   *
   * @throws IOException when it does not come as a whole, or is longer than a list of files is
   */
  String text(String path) throws IOException {
    HttpURLConnection connection = open(path);
    try (Counted counted =
        new Counted(connection.getInputStream(), path, connection.getContentLengthLong())) {
      byte[] bytes = counted.readNBytes(LONGEST_TEXT + 1);
      if (bytes.length > LONGEST_TEXT) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "%s/%s is longer than %,d bytes, which no list of files is.",
                base,
                path,
                LONGEST_TEXT));
      }
      counted.checkEnd();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IOException(base + "/" + path + ": " + NetworkFaults.reason(failure));
    }
  }

  /**
   * Fetches a gzipped file and writes what is in it to {@code target}.
   *
   * @throws IOException when it does not come as a whole; nothing of it is kept
   */
  void unzip(String path, Path target) throws IOException {
    HttpURLConnection connection = open(path);
    long length = connection.getContentLengthLong();
    Path aside = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      try (Counted counted = new Counted(connection.getInputStream(), path, length);
          InputStream plain = new GZIPInputStream(new BufferedInputStream(counted), BUFFER);
          OutputStream out = Files.newOutputStream(aside)) {
        unpack(plain, out, counted);
        counted.checkEnd();
      } catch (IOException failure) {
        throw new IOException(base + "/" + path + ": " + NetworkFaults.reason(failure));
      }
      try (FileChannel written = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void unpack(InputStream plain, OutputStream out, Counted counted)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long unpacked = 0;
    for (int got = plain.read(buffer); got >= 0; got = plain.read(buffer)) {
      unpacked += got;
      if (unpacked > UNPACKED_AT_LEAST + UNPACKED_BYTES_A_BYTE * counted.count) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "unpacks to more than %,d times what came, which no library does",
                unpacked / counted.count));
      }
      out.write(buffer, 0, got);
    }
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
    } catch (IOException | RuntimeException unreachable) {
      // The latter for an impossible port, ours or of where the server sends us.
      throw new IOException(
          url.getHost() + " cannot be reached: " + NetworkFaults.reason(unreachable));
    }
    if (code < 0) {
      throw new IOException(url + " was answered by what is no web server");
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
