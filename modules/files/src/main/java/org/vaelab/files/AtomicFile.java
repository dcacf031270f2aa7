package org.vaelab.files;

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
import java.util.LinkedHashMap;
import java.util.Map;
import org.vaelab.input.InputException;

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
    write(Map.of(file, content));
  }

  private static void write(Map<Path, Content> contents) {
    try {
      contents.forEach(AtomicFile::writeAside);
      for (Path file : contents.keySet()) {
        replace(file);
      }
    } finally {
      contents.keySet().forEach(file -> deleteQuietly(aside(file)));
    }
  }

  /**
   * Writes or replaces a text file in UTF-8.
   *
   * @param file in an existing folder
   * @param text what it will hold
   */
  public static void write(Path file, String text) {
    writeTexts(Map.of(file, text));
  }

  /**
   * Writes or replaces several text files in UTF-8; none is replaced before all are on the disk.
   *
   * @param texts by file, each in an existing folder
   * @throws InputException when one of them cannot be written; what was there before is untouched
   */
  public static void writeTexts(Map<Path, String> texts) {
    Map<Path, Content> contents = new LinkedHashMap<>();
    texts.forEach(
        (file, text) ->
            contents.put(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8))));
    write(contents);
  }

  /** A new file: what a process left that was killed is removed, and no link is followed. */
  private static void writeAside(Path file, Content content) {
    try {
      Files.deleteIfExists(aside(file));
      try (FileChannel channel =
              FileChannel.open(
                  aside(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream stream = Channels.newOutputStream(channel)) {
        content.writeTo(stream);
        stream.flush();
        channel.force(true);
      }
    } catch (IOException | UncheckedIOException failure) {
      throw FileFaults.cannotWrite(file, failure);
    }
  }

  private static void replace(Path file) {
    try {
      Files.move(
          aside(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(file, failure);
    }
  }

  private static Path aside(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private static void deleteQuietly(Path aside) {
    try {
      Files.deleteIfExists(aside);
    } catch (IOException ignored) {
      // The failure that led here is the one to report.
    }
  }
}
