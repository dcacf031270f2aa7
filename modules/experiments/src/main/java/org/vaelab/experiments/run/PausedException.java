package org.vaelab.experiments.run;

/** A training was paused after an epoch, as it was asked to; its checkpoint is written. */
final class PausedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PausedException(int epoch) {
    super("paused after epoch " + epoch);
  }
}
