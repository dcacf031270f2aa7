package org.vaelab.data.source;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprints of what was read. They are worked out when somebody asks for them, because a
 * checksum takes longer than the reading, and not all who read need one.
 */
public final class Fingerprints {
  /** Holds the bytes until they are no longer needed. */
  private @Nullable Supplier<List<Fingerprint>> source;

  private List<Fingerprint> known = List.of();

  /**
   * Fingerprints to be worked out.
   *
   * @param source asked once at most, and forgotten then
   */
  public Fingerprints(Supplier<List<Fingerprint>> source) {
    this.source = source;
  }

  /**
   * The fingerprints.
   *
   * @return one for each file or drawing
   */
  public synchronized List<Fingerprint> list() {
    if (source != null) {
      known = List.copyOf(source.get());
      source = null;
    }
    return known;
  }
}
