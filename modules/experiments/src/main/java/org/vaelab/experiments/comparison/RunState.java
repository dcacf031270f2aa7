package org.vaelab.experiments.comparison;

import java.util.Locale;

/** How far a run got. */
public enum RunState {
  /** It has a model of its last epoch, or one that was imported. */
  FINISHED,
  /** Another process writes it now. */
  RUNNING,
  /** It ended before its last epoch, and can go on with {@code resume}. */
  STOPPED,
  /** A loss was not finite. */
  DIVERGED,
  /** Its spec or its numbers cannot be read. */
  DAMAGED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
