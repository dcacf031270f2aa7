package org.vaelab.experiments.report;

import java.util.List;

/**
 * What the doctor finds in a run.
 *
 * @param found each fault with its evidence
 * @param scope what was looked at, and what was not and why
 */
public record FindingsPart(List<Finding> found, String scope) {
  /**
   * A fault.
   *
   * @param title what is wrong
   * @param evidence the numbers that show it
   * @param advice what to try
   */
  public record Finding(String title, String evidence, String advice) {}
}
