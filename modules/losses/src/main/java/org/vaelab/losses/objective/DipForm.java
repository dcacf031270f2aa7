package org.vaelab.losses.objective;

/** Whose covariance a DIP-VAE holds near the identity. */
public enum DipForm {
  /** That of the posterior means. */
  MEANS("means"),
  /** That of the codes themselves: of the means, and the mean variance of the posteriors. */
  CODES("codes");

  private final String word;

  DipForm(String word) {
    this.word = word;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
