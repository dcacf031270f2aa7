package org.vaelab.experiments.extension;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.InputException;

/** What went wrong in the user's own code, with the place in it. */
public final class ExtensionFault {
  private ExtensionFault() {}

  /**
   * Whether a failure came out of the user's code, or out of something that it called.
   *
   * @param failure what was thrown
   * @return the user's file and line, and what was thrown there; empty where none of it is theirs
   */
  public static Optional<String> of(Throwable failure) {
    String found = null;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String place = place(each);
      if (place != null) {
        found = place + " " + words(each);
        if (each instanceof LinkageError && !(each instanceof ExceptionInInitializerError)) {
          break; // Its cause says less.
        }
      }
    }
    return Optional.ofNullable(found);
  }

  /** The same for what is known to be theirs; what was put in words already stays as it is. */
  static InputException of(Path file, Throwable failure) {
    return failure instanceof InputException said
        ? said
        : new InputException(of(failure).orElse(file + " " + words(failure)), failure);
  }

  /** The innermost line of theirs. */
  private static @Nullable String place(Throwable thrown) {
    for (StackTraceElement element : thrown.getStackTrace()) {
      String file = ExtensionClassLoader.file(element.getClassLoaderName());
      if (file != null) {
        boolean inJar = !file.endsWith(String.valueOf(element.getFileName()));
        return file
            + (inJar ? ", " + element.getFileName() : "")
            + (element.getLineNumber() > 0 ? ":" + element.getLineNumber() : "");
      }
    }
    return null;
  }

  /** What vaelab threw is said in words; the authors of code know Java's own names. */
  static String words(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    boolean inWords =
        thrown.getClass().getName().startsWith("org.vaelab.")
            || (thrown instanceof IllegalArgumentException
                && trace.length > 0
                && trace[0].getClassName().startsWith("org.vaelab.json."));
    if (inWords) {
      return String.valueOf(thrown.getMessage());
    }
    String name = "threw " + thrown.getClass().getSimpleName();
    String said = thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    return thrown instanceof LinkageError
        ? said + " (was it compiled for another version of Java or vaelab, or is a class missing?)"
        : said;
  }
}
