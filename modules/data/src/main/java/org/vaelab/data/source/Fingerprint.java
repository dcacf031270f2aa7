package org.vaelab.data.source;

import org.vaelab.files.Sha256;

/**
 * Which bytes a run was trained on.
 *
 * @param name the file, or what was drawn
 * @param sha256 of the bytes after decompression, so that gzipped and plain files agree
 */
public record Fingerprint(String name, String sha256) {
  /**
   * The fingerprint of some bytes.
   *
   * @param name the data set, a slash, and the file's name or what was drawn; no folder, because
   *     data may move
   * @param bytes after decompression
   * @return their SHA-256 under that name
   */
  public static Fingerprint of(String name, byte[] bytes) {
    return new Fingerprint(name, Sha256.of(bytes));
  }
}
