package org.vaelab.experiments.verification;

import java.util.Optional;

/**
 * What the referee found of one implementation.
 *
 * @param subject what was examined
 * @param name the question, or the mistake that was planted
 * @param planted whether it should be found wrong
 * @param fault what is wrong with it; empty for nothing
 */
public record Finding(String subject, String name, boolean planted, Optional<String> fault) {
  /**
   * Whether the referee judged rightly.
   *
   * @return whether a mistake was found, or nothing where none was planted
   */
  public boolean right() {
    return planted == fault.isPresent();
  }
}
