package org.vaelab.training;

/** A loss or a weight became NaN or infinite; the message says in which step, and which. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }

  private DivergedException(String message, DivergedException cause) {
    super(message, cause);
  }

  /**
   * The same with what can be done about it.
   *
   * @param sentence stands behind the message
   * @return to be thrown instead
   */
  public DivergedException and(String sentence) {
    return new DivergedException(getMessage() + " " + sentence, this);
  }
}
