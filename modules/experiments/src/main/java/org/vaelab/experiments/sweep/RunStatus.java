package org.vaelab.experiments.sweep;

/**
 * What a sweep knows of a run: the file states/ID.json.
 *
 * @param id the run
 * @param phase how far it is
 * @param attempts how often it was begun or gone on with
 * @param epochs how many it has
 * @param host where it was last trained; empty before
 * @param message why it failed or diverged; empty otherwise
 */
public record RunStatus(
    String id, RunPhase phase, int attempts, int epochs, String host, String message) {
  /**
   * A run that nothing is known of.
   *
   * @param id the run
   * @return waiting
   */
  public static RunStatus waiting(String id) {
    return new RunStatus(id, RunPhase.WAITING, 0, 0, "", "");
  }
}
