package org.vaelab.experiments.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * A file of events as TensorBoard reads it: records that are added one after the other, each with
 * its length, a checksum of the length, the event and a checksum of the event.
 *
 * <p>A process that is killed while it writes leaves a last record that is too short; readers take
 * that for the end.
 *
 * <p>Source: TensorFlow's record format (tensorflow.org/tutorials/load_data/tfrecord) and {@code
 * tensorboard/compat/proto/event.proto}.
 */
final class EventFile implements AutoCloseable {
  private static final String PREFIX = "events.out.tfevents.";

  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;
  private static final int SESSION_STATUS = 1;
  private static final int SESSION_START = 1;
  private static final int SUMMARY_VALUE = 1;
  private static final int MASK_DELTA = 0xa282ead8;

  private final Path path;
  private final FileChannel channel;

  private EventFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Begins a new file in {@code folder}; readers forget what older files there have of {@code step}
   * and later.
   */
  static EventFile create(Path folder, long step) {
    try {
      Files.createDirectories(folder);
      boolean first = holdsNone(folder);
      EventFile file = unused(folder);
      file.append(event(0).text(FILE_VERSION, "brain.Event:2"));
      if (!first) {
        Message start = new Message().integer(SESSION_STATUS, SESSION_START);
        file.append(event(step).message(SESSION_LOG, start));
      }
      return file;
    } catch (IOException failure) {
      throw cannotWrite(folder, failure);
    }
  }

  private static boolean holdsNone(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.noneMatch(file -> file.getFileName().toString().startsWith(PREFIX));
    }
  }

  /** Readers take files in the order of their names, so a later one needs a later name. */
  private static EventFile unused(Path folder) throws IOException {
    long second = Instant.now().getEpochSecond();
    while (true) {
      Path path = folder.resolve(String.format(Locale.ROOT, "%s%010d.vaelab", PREFIX, second));
      try {
        return new EventFile(
            path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      } catch (FileAlreadyExistsException taken) {
        second++;
      }
    }
  }

  /** Adds values of one step; they reach the disk before this returns. */
  void add(long step, List<Message> values) {
    Message summary = new Message();
    values.forEach(value -> summary.message(SUMMARY_VALUE, value));
    try {
      append(event(step).message(SUMMARY, summary));
      channel.force(false);
    } catch (IOException failure) {
      throw cannotWrite(path, failure);
    }
  }

  private static Message event(long step) {
    Instant now = Instant.now();
    return new Message()
        .number(WALL_TIME, now.getEpochSecond() + now.getNano() / 1e9)
        .integer(STEP, step);
  }

  private void append(Message event) throws IOException {
    ByteBuffer record = record(event.toBytes());
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  static ByteBuffer record(byte[] content) {
    ByteBuffer length = littleEndian(Long.BYTES).putLong(content.length).flip();
    return littleEndian(Long.BYTES + 2 * Integer.BYTES + content.length)
        .put(length.duplicate())
        .putInt(checksum(length))
        .put(content)
        .putInt(checksum(ByteBuffer.wrap(content)))
        .flip();
  }

  /** CRC-32C, turned by 15 bits and moved, so that a checksum of checksums keeps its worth. */
  private static int checksum(ByteBuffer content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static InputException cannotWrite(Path path, IOException failure) {
    return FileFaults.cannotWrite(path, failure);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw cannotWrite(path, failure);
    }
  }
}
