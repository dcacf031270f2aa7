package org.vaelab.data.file;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * One file of a data set, as DJL knows it and as users have it.
 *
 * @param item the key in DJL's repository, such as train_data
 * @param name the file's name as distributed; {@code .gz} may follow
 * @param parts how many numbered files it may be split into instead ({@code data_batch_1.bin} and
 *     so on, as CIFAR10 is distributed); 1 for never
 * @param format how its bytes are laid out
 */
record DataFile(String item, String name, int parts, FileFormat format) {
  /** What was read: the bytes, decompressed and joined, and the file to name in messages. */
  record Content(String file, byte[] bytes) {}

  /**
   * The two files of a split in MNIST's format and naming.
   *
   * @param item the beginning of their keys in DJL's repository
   * @param prefix the beginning of their names
   * @param images how the images are laid out
   */
  static List<DataFile> mnist(String item, String prefix, FileFormat.Idx images) {
    return List.of(
        new DataFile(item + "_data", prefix + "-images-idx3-ubyte", 1, images),
        new DataFile(
            item + "_labels", prefix + "-labels-idx1-ubyte", 1, new FileFormat.Idx("labels")));
  }

  /** Reads no more than the first {@code length} bytes from {@code folder}. */
  Content start(Path folder, int length) {
    Path path = required(folder, name);
    return new Content(
        path.toString(), decompressed(path, (file, bytes) -> bytes.readNBytes(length)));
  }

  /** Reads the file from {@code folder}. */
  Content read(Path folder) {
    Path whole = find(folder, name);
    if (whole != null) {
      return new Content(whole.toString(), decompressed(whole, format::read));
    }
    List<String> names = partNames();
    if (parts > 1 && names.stream().anyMatch(part -> find(folder, part) != null)) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      for (String each : names) {
        Path part = required(folder, each);
        byte[] bytes = decompressed(part, format::read);
        format.check(part.toString(), bytes);
        joined.writeBytes(bytes);
      }
      return new Content(folder.resolve(names.get(0)) + " to " + parts, joined.toByteArray());
    }
    throw missing(folder, name);
  }

  private List<String> partNames() {
    return IntStream.rangeClosed(1, parts)
        .mapToObj(part -> name.replace(".bin", "_" + part + ".bin"))
        .toList();
  }

  private static Path required(Path folder, String name) {
    Path path = find(folder, name);
    if (path == null) {
      throw missing(folder, name);
    }
    return path;
  }

  private static InputException missing(Path folder, String name) {
    return new InputException(folder.resolve(name) + " is missing, and so is " + name + ".gz.");
  }

  private static @Nullable Path find(Path folder, String name) {
    for (String candidate : List.of(name, name + ".gz")) {
      Path path = folder.resolve(candidate);
      if (Files.isRegularFile(path)) {
        return path;
      }
    }
    return null;
  }

  /** What is read of a file's bytes. */
  @FunctionalInterface
  private interface Reading {
    byte[] read(String file, InputStream bytes) throws IOException;
  }

  private static byte[] decompressed(Path path, Reading reading) {
    boolean zipped = path.toString().endsWith(".gz");
    try (InputStream file = Files.newInputStream(path);
        InputStream bytes = zipped ? new GZIPInputStream(file, 1 << 16) : file) {
      return reading.read(path.toString(), bytes);
    } catch (EOFException truncated) {
      throw new InputException(path + " ends early: it is no whole gzip file; get it again.");
    } catch (ZipException broken) {
      throw new InputException(
          path + " is no intact gzip file (" + broken.getMessage() + "); get it again.");
    } catch (IOException unreadable) {
      throw FileFaults.cannotRead(path, unreadable);
    }
  }
}
