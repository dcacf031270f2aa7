package org.vaelab.training;

/** A loss became NaN or infinite; the message says in which step, and which term. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
