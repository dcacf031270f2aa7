package org.vaelab.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vaelab.input.InputException;

/**
 * The device a user asks for: {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}.
 *
 * @param kind which of them
 * @param index N; 0 where none is given
 */
public record DeviceChoice(Kind kind, int index) {
  /** The kinds of choice. */
  public enum Kind {
    /** CUDA where it works, else the CPU. */
    AUTO,
    /** The CPU. */
    CPU,
    /** One CUDA device, or an error. */
    CUDA
  }

  /** CUDA where it works, else the CPU. */
  public static final DeviceChoice AUTO = new DeviceChoice(Kind.AUTO, 0);

  /** What {@link #parse} accepts, for error messages. */
  public static final String ALLOWED = "auto, cpu, cuda or cuda:N";

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  /**
   * Whether {@code text} names a choice.
   *
   * @param text as written by the user
   * @return true when {@link #parse} accepts it
   */
  public static boolean isValid(String text) {
    return text.equals("auto") || text.equals("cpu") || CUDA.matcher(text).matches();
  }

  /**
   * Refuses a text that names no choice.
   *
   * @param name what the user calls it, such as --device
   * @param text as written by the user
   * @throws InputException when {@link #parse} does not accept it
   */
  public static void check(String name, String text) {
    if (!isValid(text)) {
      throw new InputException(name + " " + refusal(text));
    }
  }

  private static String refusal(String text) {
    return "must be " + ALLOWED + ", was \"" + text + "\"";
  }

  /**
   * Reads a choice.
   *
   * @param text as written by the user
   * @return the choice
   * @throws IllegalArgumentException when it is none of the allowed
   */
  public static DeviceChoice parse(String text) {
    Matcher cuda = CUDA.matcher(text);
    if (cuda.matches()) {
      return new DeviceChoice(
          Kind.CUDA, cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    }
    if (!isValid(text)) {
      throw new IllegalArgumentException(refusal(text));
    }
    return new DeviceChoice(text.equals("cpu") ? Kind.CPU : Kind.AUTO, 0);
  }
}
