package org.vaelab.experiments.figures;

import java.util.Locale;

/** Which code stands for an image. */
public enum LatentCode {
  /** The mean of its posterior. */
  MEAN,
  /** A draw from its posterior. */
  SAMPLE;

  /** The word a spec uses. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
