package org.vaelab.experiments.reproduction;

/** What a number of ours is beside a published one. */
enum Verdict {
  WITHIN("within"),
  OUTSIDE("outside"),
  NOTHING_PUBLISHED("no published number");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
