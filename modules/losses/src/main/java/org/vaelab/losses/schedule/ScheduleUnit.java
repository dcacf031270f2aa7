package org.vaelab.losses.schedule;

/** What the length of a schedule counts. */
public enum ScheduleUnit {
  /** Passes over the training set. */
  EPOCH("epoch"),
  /** Steps of the optimizer, one per batch. */
  ITERATION("iteration");

  private final String word;

  ScheduleUnit(String word) {
    this.word = word;
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
