package org.vaelab.experiments.diagnosis;

/**
 * What is wrong with a run.
 *
 * @param fault its kind
 * @param evidence the numbers that show it
 */
public record Diagnosis(Fault fault, String evidence) {
  /** Two lines: what and why, and what to try. */
  @Override
  public String toString() {
    return fault + ": " + evidence + "\n  try: " + fault.advice() + " (docs/doctor.md)";
  }
}
