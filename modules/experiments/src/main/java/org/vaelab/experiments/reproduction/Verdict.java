package org.vaelab.experiments.reproduction;

/** What a number of ours is beside a reference. */
enum Verdict {
  WITHIN("within"),
  OUTSIDE("outside"),
  NO_REFERENCE("nothing to compare with");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
