package org.vaelab.data;

import org.vaelab.engine.Sha256;

/**
 * Which bytes a run was trained on.
 *
 * @param name the file, or what was drawn
 * @param sha256 of the bytes after decompression, so that gzipped and plain files agree
 */
public record Fingerprint(String name, String sha256) {
  static Fingerprint of(String name, byte[] bytes) {
    return new Fingerprint(name, Sha256.of(bytes));
  }
}
