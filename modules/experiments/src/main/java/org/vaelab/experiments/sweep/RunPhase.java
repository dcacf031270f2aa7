package org.vaelab.experiments.sweep;

import java.util.Locale;

/** How far a run of a sweep is. */
public enum RunPhase {
  /** Not begun by this sweep. */
  WAITING,
  /** Being trained. */
  RUNNING,
  /** Trained to its end. */
  FINISHED,
  /** Ended by a halving, which went on with better ones. */
  PRUNED,
  /** A loss was not finite. */
  DIVERGED,
  /** It could not be trained, however often it was tried. */
  FAILED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
