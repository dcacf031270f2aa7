package org.vaelab.experiments.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.InputException;

/** Whether the locale knows the characters of all names that were given to the program. */
final class KnownCharacters {
  /** What Java puts in place of a character that the locale does not know. */
  private static final char UNKNOWN = '\uFFFD';

  private static final List<String> VARIABLES =
      List.of("VAELAB_DATA", "DJL_CACHE_DIR", "PYTORCH_LIBRARY_PATH", "XDG_CACHE_HOME");

  private KnownCharacters() {}

  /**
   * Refuses what could not be found under its name.
   *
   * @throws InputException that says where it was found, and which locale to set
   */
  static void check(String... arguments) {
    for (String argument : arguments) {
      check("The argument", argument);
    }
    check("The current folder", System.getProperty("user.dir"));
    check("Your home folder", System.getProperty("user.home"));
    for (String variable : VARIABLES) {
      check("The variable " + variable, System.getenv(variable));
    }
  }

  private static void check(String place, @Nullable String name) {
    if (name != null && name.indexOf(UNKNOWN) >= 0) {
      throw new InputException(
          place
              + " \""
              + name.replace(UNKNOWN, '?')
              + "\" has characters that this locale ("
              + System.getProperty("sun.jnu.encoding")
              + ") does not know.\nSet LC_ALL=C.UTF-8, or another locale with UTF-8 that is"
              + " installed.");
    }
  }
}
