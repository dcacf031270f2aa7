package org.vaelab.experiments.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A picture with its bytes, as a page has it in itself.
 *
 * @param address a data URI
 * @param width in pixels
 * @param height in pixels
 */
public record PictureFile(String address, int width, int height) {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] PNG_END = {'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};
  private static final byte[] GIF = "GIF8".getBytes(StandardCharsets.US_ASCII);
  private static final byte GIF_END = 0x3b;

  /** Where the sizes stand. */
  private static final int PNG_SIZE = 16;

  private static final int GIF_SIZE = 6;
  private static final int LEAST = 64;

  /** Of a PNG or GIF that is whole; empty for anything else. */
  static Optional<PictureFile> read(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length < LEAST) {
        return Optional.empty();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      if (startsWith(bytes, PNG) && endsWith(bytes, PNG_END)) {
        return Optional.of(
            of("image/png", bytes, buffer.getInt(PNG_SIZE), buffer.getInt(PNG_SIZE + 4)));
      }
      if (startsWith(bytes, GIF) && bytes[bytes.length - 1] == GIF_END) {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        return Optional.of(
            of("image/gif", bytes, buffer.getShort(GIF_SIZE), buffer.getShort(GIF_SIZE + 2)));
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static PictureFile of(String type, byte[] bytes, int width, int height) {
    return new PictureFile(
        "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes), width, height);
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static boolean endsWith(byte[] bytes, byte[] end) {
    return Arrays.equals(bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
  }
}
