package org.vaelab.training;

/** A training was asked to stop and did so after a step; it can go on from there. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(int epoch) {
    super("stopped in epoch " + epoch);
  }
}
