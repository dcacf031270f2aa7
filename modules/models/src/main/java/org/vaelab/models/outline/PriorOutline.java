package org.vaelab.models.outline;

/** What codes are drawn from, by the words of a spec. */
public enum PriorOutline {
  /** N(0, I); no parameters. */
  STANDARD_NORMAL("standard-normal"),
  /** One Gaussian, {@code prior.mean} and {@code prior.logVariance} {@code (1, Z)}. */
  LEARNED("learned"),
  /** A Gaussian for each class, {@code prior.mean} and {@code prior.logVariance} {@code (K, Z)}. */
  LABEL("label");

  private final String word;

  PriorOutline(String word) {
    this.word = word;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
