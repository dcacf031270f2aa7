package org.vaelab.experiments.run;

import org.vaelab.input.InputException;

/**
 * Classes that are gone or damaged: the program's files were removed, cut short, or written anew by
 * a build while it ran.
 */
public final class MissingParts {
  private MissingParts() {}

  /**
   * Whether a class could not be read, in contrast to one that was read and does not work here.
   *
   * @param failure what was thrown
   * @return false for a native library that is missing, such as those that Java draws text with
   */
  public static boolean isOfProgram(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ClassNotFoundException || each instanceof ClassFormatError) {
        return true;
      }
    }
    return false;
  }

  /**
   * The fault in words.
   *
   * @param failure of which {@link #isOfProgram} is true
   * @return to be told to the user
   */
  public static InputException words(LinkageError failure) {
    return new InputException(
        "A part of vaelab is missing or damaged ("
            + String.valueOf(failure.getMessage()).replace('/', '.')
            + "); its files were removed or changed, perhaps while it ran.\nBuild or unpack it"
            + " again; a run goes on with: "
            + ShellWord.program()
            + " resume RUN",
        failure);
  }
}
