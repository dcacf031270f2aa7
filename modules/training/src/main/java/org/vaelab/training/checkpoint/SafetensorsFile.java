package org.vaelab.training.checkpoint;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The beginning of a safetensors file: the length of its header (8 bytes, little endian), and the
 * header, a JSON object with type, shape and place of each array.
 */
public final class SafetensorsFile {
  /** Enough for the names of a hundred thousand arrays. */
  private static final long LONGEST_HEADER = 20_000_000;

  private SafetensorsFile() {}

  /**
   * Reads the header.
   *
   * @param file any
   * @return JSON, as long as the file is one
   * @throws IOException when it cannot be read, or is no such file
   */
  public static String header(Path file) throws IOException {
    try (DataInputStream stream = new DataInputStream(Files.newInputStream(file))) {
      long length = Long.reverseBytes(stream.readLong());
      long most = Math.min(LONGEST_HEADER, Files.size(file) - Long.BYTES);
      if (length < 2 || length > most) {
        throw new IOException("it is no safetensors file, or was cut short");
      }
      return new String(stream.readNBytes((int) length), StandardCharsets.UTF_8);
    }
  }
}
