package org.vaelab.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which bytes a run was trained on.
 *
 * @param name the file, or what was drawn
 * @param sha256 of the bytes after decompression, so that gzipped and plain files agree
 */
public record Fingerprint(String name, String sha256) {
  static Fingerprint of(String name, byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Fingerprint(name, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
