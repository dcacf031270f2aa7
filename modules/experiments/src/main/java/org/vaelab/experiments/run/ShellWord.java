package org.vaelab.experiments.run;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** A path as it can be typed in a shell, for commands that a user is told to type. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@+=,%-]+");

  private ShellWord() {}

  /**
   * The program as it was called: from another folder it is not {@code ./vaelab}.
   *
   * @return what a user is to type before a command
   */
  public static String program() {
    return of(System.getProperty("vaelab.command", "./vaelab"));
  }

  /**
   * Quoted where it has to be; one that would be taken for an option begins with {@code ./}.
   *
   * @param path any
   * @return a word of a command line
   */
  public static String of(Path path) {
    return of(path.toString());
  }

  /** The same of what may be no path here. */
  static String of(String text) {
    String word = text.startsWith("-") ? "./" + text : text;
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
