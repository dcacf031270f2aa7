package org.vaelab.engine.openmp;

/**
 * Whether there are fewer cores than are needed. It sets in at once and ends only after two quiet
 * seconds, so that it does not flicker.
 */
final class Crowding {
  /** How much of a core has to be missing for it to set in, and may be for it to end. */
  private static final double CROWDED = 0.25;

  private static final double QUIET = 0.12;
  private static final int QUIET_TIMES = 4;

  private boolean crowded;
  private int quietTimes;

  /** What holds from now on, where {@code missing} cores are missing; negative where some idle. */
  boolean update(double missing) {
    quietTimes = missing < QUIET ? quietTimes + 1 : 0;
    crowded = crowded ? quietTimes < QUIET_TIMES : missing > CROWDED;
    return crowded;
  }
}
