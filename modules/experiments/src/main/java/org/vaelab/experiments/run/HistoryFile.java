package org.vaelab.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.files.Sha256;
import org.vaelab.training.metrics.EpochMetrics;

/**
 * The numbers of all epochs, to the last digit, a line of JSON an epoch. A checkpoint has only its
 * position in it, so that it costs the same after any number of epochs; lines behind the position
 * are those of a run that was killed before its next checkpoint.
 *
 * <p>All checkpoints need it, so it is kept twice.
 */
final class HistoryFile {
  private static final List<String> COPIES = List.of("history.jsonl", "history-copy.jsonl");
  private static final ObjectMapper MAPPER = RowJson.mapper();

  /**
   * The end of some line.
   *
   * @param bytes up to there
   * @param chain SHA-256 of the chain at the line before and the line: adding one costs the same
   *     after any number of others
   */
  record Position(int bytes, String chain) {
    static final Position START = new Position(0, "");

    Position after(String line) {
      int length = line.getBytes(StandardCharsets.UTF_8).length;
      byte[] linked = (chain + line).getBytes(StandardCharsets.UTF_8);
      return new Position(Math.addExact(bytes, length), Sha256.of(linked));
    }
  }

  private final Path folder;
  private final StringBuilder text = new StringBuilder();
  private Position end = Position.START;
  private int epochs;
  private boolean begun;

  /** Of a run that has written none so far; {@code folder} is that of its checkpoints. */
  HistoryFile(Path folder) {
    this.folder = folder;
  }

  /** Adds the epochs that are new; what is there of an earlier attempt at them is replaced. */
  Position append(List<EpochMetrics> history) {
    int before = end.bytes();
    StringBuilder added = new StringBuilder();
    for (EpochMetrics metrics : history.subList(epochs, history.size())) {
      String line = line(metrics);
      end = end.after(line);
      added.append(line);
    }
    text.append(added);
    epochs = history.size();
    for (String copy : COPIES) {
      write(folder.resolve(copy), before, added.toString());
    }
    begun = true;
    return end;
  }

  private void write(Path copy, int before, String added) {
    try {
      if (!begun || !RunFiles.isFile(copy) || Files.size(copy) != before) {
        AtomicFile.write(copy, text.toString());
      } else if (!added.isEmpty()) {
        extend(copy, added);
      }
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(copy, failure);
    }
  }

  private static void extend(Path copy, String added) throws IOException {
    try (FileChannel channel =
        FileChannel.open(copy, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.wrap(added.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** The rows up to a position, from the first copy that has them. */
  static ArrayNode read(Path folder, Position position) throws IOException {
    for (String copy : COPIES) {
      List<String> lines = lines(folder.resolve(copy), position.bytes());
      Position end = Position.START;
      for (String line : lines) {
        end = end.after(line);
      }
      if (end.equals(position)) {
        ArrayNode rows = MAPPER.createArrayNode();
        for (String line : lines) {
          rows.add(MAPPER.readTree(line));
        }
        return rows;
      }
    }
    throw new IOException(COPIES.get(0) + " is missing, or its checksum does not fit");
  }

  private static List<String> lines(Path file, int bytes) throws IOException {
    if (!RunFiles.isFile(file)) {
      return List.of();
    }
    try (InputStream stream = Files.newInputStream(file)) {
      String head = new String(stream.readNBytes(Math.max(0, bytes)), StandardCharsets.UTF_8);
      return head.isEmpty() ? List.of() : List.of(head.split("(?<=\n)"));
    }
  }

  private static String line(EpochMetrics metrics) {
    try {
      return MAPPER.writeValueAsString(metrics) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("a record of numbers is JSON", impossible);
    }
  }
}
