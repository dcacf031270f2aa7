package org.vaelab.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 sums as lower-case hexadecimal digits, as {@code sha256sum} prints them (FIPS 180-4). */
public final class Sha256 {
  private Sha256() {}

  /**
   * The sum of some bytes.
   *
   * @param bytes any
   * @return 64 digits
   */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /**
   * The sum of some bytes, one piece after the other.
   *
   * @param pieces from their positions to their limits; read to the end
   * @return 64 digits
   */
  public static String of(List<ByteBuffer> pieces) {
    MessageDigest digest = digest();
    pieces.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The sum of a file, which need not fit in memory.
   *
   * @param file to be read
   * @return 64 digits
   * @throws IOException when it cannot be read
   */
  public static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
      stream.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
