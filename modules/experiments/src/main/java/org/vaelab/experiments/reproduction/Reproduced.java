package org.vaelab.experiments.reproduction;

/** Whether ours shows what a published figure does. */
enum Reproduced {
  YES("yes"),
  PARTLY("partly"),
  NO("no"),
  NOT_RUN("not run yet");

  private final String words;

  Reproduced(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
