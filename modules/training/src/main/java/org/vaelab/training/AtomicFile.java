package org.vaelab.training;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.vaelab.engine.FileFaults;
import org.vaelab.engine.InputException;

/**
 * Files that are written whole or not at all: aside, synced to the disk, then renamed over the old
 * one.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes to {@code stream}, which the caller closes.
     *
     * @param stream buffered by the caller where that pays
     * @throws IOException when the stream does not take it
     */
    void writeTo(OutputStream stream) throws IOException;
  }

  /**
   * Writes or replaces {@code file}.
   *
   * @param file in an existing folder
   * @param content what it will hold
   * @throws InputException when the disk is full or the folder cannot be written; what was there
   *     before is untouched
   */
  public static void write(Path file, Content content) {
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (FileChannel channel =
              FileChannel.open(
                  aside,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          OutputStream stream = Channels.newOutputStream(channel)) {
        content.writeTo(stream);
        stream.flush();
        channel.force(true);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UncheckedIOException failure) {
      deleteQuietly(aside);
      throw FileFaults.cannotWrite(file, failure);
    }
  }

  /**
   * Writes or replaces a text file in UTF-8.
   *
   * @param file in an existing folder
   * @param text what it will hold
   */
  public static void write(Path file, String text) {
    write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void deleteQuietly(Path aside) {
    try {
      Files.deleteIfExists(aside);
    } catch (IOException ignored) {
      // The failure that led here is the one to report.
    }
  }
}
