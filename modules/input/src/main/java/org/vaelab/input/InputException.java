package org.vaelab.input;

/**
 * A fault in what the user gave: the spec, the data, the device or the arguments.
 *
 * <p>The message is written for the user and says all they need: the place, what was found, what is
 * allowed and what to do. The program ends with exit code 2 and shows no stack trace. Control
 * characters, which come from what the user gave, are shown by their codes.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A fault described by {@code message}.
   *
   * @param message one or more lines for the user
   */
  public InputException(String message) {
    super(Printable.lines(message));
  }

  /**
   * A fault described by {@code message} and found through {@code cause}.
   *
   * @param message one or more lines for the user
   * @param cause what was thrown, for the log
   */
  public InputException(String message, Throwable cause) {
    super(Printable.lines(message), cause);
  }
}
