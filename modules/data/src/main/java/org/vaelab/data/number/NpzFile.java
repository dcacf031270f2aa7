package org.vaelab.data.number;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * The arrays of NumPy's NPZ format, a ZIP file of NPY files. It is read in memory, and nothing in
 * it is executed or written anywhere.
 */
public final class NpzFile {
  private static final String ENDING = ".npy";
  private static final int MOST_ARRAYS = 1000;

  private NpzFile() {}

  /** What is read of an array, whose bytes come from {@code stream}. */
  @FunctionalInterface
  private interface EntryReader<T> {
    T read(String name, InputStream stream) throws IOException;
  }

  /**
   * Reads all arrays.
   *
   * @param file NPZ
   * @return the arrays by name, in the order of the file
   * @throws InputException when it cannot be read, or holds anything but arrays of plain numbers
   */
  public static Map<String, NpyArray> read(Path file) {
    return entries(file, null, new LinkedHashSet<>(), NpyArray::read);
  }

  /**
   * Reads one array.
   *
   * @param file NPZ
   * @param key its name
   * @return the array
   * @throws InputException when it is not there, or the file cannot be read
   */
  public static NpyArray read(Path file, String key) {
    return one(file, key, NpyArray::read);
  }

  /**
   * Reads the type and the shape of one array.
   *
   * @param file NPZ
   * @param key its name
   * @return its header
   * @throws InputException when it is not there, or the file cannot be read
   */
  public static NpyHeader header(Path file, String key) {
    return one(file, key, NpyHeader::read);
  }

  private static <T> T one(Path file, String key, EntryReader<T> reader) {
    Set<String> names = new LinkedHashSet<>();
    T one = entries(file, key, names, reader).get(key);
    if (one == null) {
      throw new InputException(
          file
              + " has no array called \""
              + key
              + "\"; it has "
              + (names.isEmpty() ? "none" : String.join(", ", names))
              + ".");
    }
    return one;
  }

  /**
   * What is read of the entry {@code only}, or of all; {@code names} takes those of all. The others
   * are not unpacked.
   */
  private static <T> Map<String, T> entries(
      Path file, @Nullable String only, Set<String> names, EntryReader<T> reader) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Map<String, T> read = new LinkedHashMap<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = name(file, entry);
        names.add(name);
        if (names.size() > MOST_ARRAYS) {
          throw new InputException(file + " holds more than " + MOST_ARRAYS + " arrays.");
        }
        if (only != null && !only.equals(name)) {
          continue;
        }
        try (InputStream stream = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
          read.put(name, reader.read(file + " " + name, stream));
        }
      }
      if (names.isEmpty()) {
        throw empty(file);
      }
      return read;
    } catch (ZipException | IllegalArgumentException broken) {
      if (!beginsAsZip(file)) {
        throw empty(file);
      }
      throw new InputException(
          file + " is no intact NPZ file: " + FileFaults.reason(broken) + ".", broken);
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  private static InputException empty(Path file) {
    return new InputException(file + " is no NPZ file: it holds no arrays.");
  }

  private static boolean beginsAsZip(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.read() == 'P' && stream.read() == 'K';
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  private static String name(Path file, ZipEntry entry) {
    String name = entry.getName();
    if (name.contains("..") || name.startsWith("/") || name.contains("\\")) {
      throw new InputException(
          file + " holds \"" + name + "\", which leads out of it; that is no NPZ file of NumPy's.");
    }
    if (!name.endsWith(ENDING)) {
      throw new InputException(
          file + " holds \"" + name + "\", which is no array; that is no NPZ file of NumPy's.");
    }
    return name.substring(0, name.length() - ENDING.length());
  }
}
