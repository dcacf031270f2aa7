package org.vaelab.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.vaelab.input.InputException;
import org.vaelab.json.JsonValue.Position;

/** The text of an experiment file: UTF-8, with or without a byte order mark. */
final class SpecText {
  private static final int MOST_MEGABYTES = 10;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private SpecText() {}

  /**
   * Reads a file.
   *
   * @throws InputException when it cannot be read, or is no text in UTF-8
   */
  static String read(Path file) {
    int most = MOST_MEGABYTES * 1_000_000;
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new InputException(
            file + " is larger than " + MOST_MEGABYTES + " MB; a spec is a few kB.");
      }
      return decode(file.toString(), bytes);
    } catch (NoSuchFileException missing) {
      throw new InputException(file + " does not exist.", missing);
    } catch (AccessDeniedException denied) {
      throw new InputException(file + " cannot be read: you have no right to.", denied);
    } catch (IOException unreadable) {
      throw new InputException(
          file + (Files.isDirectory(file) ? " is a folder, not a spec." : " cannot be read."),
          unreadable);
    }
  }

  /** The text of {@code bytes}, which messages call {@code source}. */
  static String decode(String source, byte[] bytes) {
    if (isUtf16(bytes)) {
      throw new InputException(source + " is UTF-16; save it as UTF-8.");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.slice().limit(Math.min(3, bytes.length)).equals(ByteBuffer.wrap(BYTE_ORDER_MARK))) {
      in.position(BYTE_ORDER_MARK.length);
    }
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    boolean broken = decoder.decode(in, out, true).isError();
    String text = out.flip().toString();
    if (broken) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s is not UTF-8: byte 0x%02x; save the file as UTF-8.",
              end(source, text),
              bytes[in.position()]));
    }
    return text;
  }

  /** By its byte order mark, or by the zero beside its first character. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    boolean marked = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    return marked || (first == 0) != (second == 0);
  }

  private static Position end(String source, String text) {
    String[] lines = text.split("\r\n|\r|\n", -1);
    return new Position(source, lines.length, lines[lines.length - 1].length() + 1);
  }
}
