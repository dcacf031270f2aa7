package org.vaelab.losses.objective;

/** Which form of the divergence training minimises. */
public enum KlForm {
  /** The divergence itself. */
  EXACT("exact"),
  /**
   * With the log-variance clipped to [-1e-10, 100], which lets variances below 1 cost nothing: a
   * published mistake, kept so that its results can be reproduced; see {@link
   * org.vaelab.losses.divergence.KullbackLeibler#clipped}.
   */
  CLIPPED_LOG_VARIANCE("clipped-log-variance");

  private final String word;

  KlForm(String word) {
    this.word = word;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
