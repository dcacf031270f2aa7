package org.vaelab.input;

import java.util.Locale;

/**
 * Text as a terminal may show it: what a user gave can hold control characters that move the
 * cursor, change colours or turn the reading direction, and is shown with their codes instead.
 */
public final class Printable {
  private Printable() {}

  /**
   * A text of one line.
   *
   * @param text any
   * @return every control character, line breaks and tabs too, as its JSON escape
   */
  public static String line(String text) {
    return escaped(text, "");
  }

  /**
   * A text of any number of lines.
   *
   * @param text any
   * @return every control character but line feeds and tabs as its JSON escape
   */
  public static String lines(String text) {
    return escaped(text, "\n\t");
  }

  private static String escaped(String text, String kept) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isVisible(point) || kept.indexOf(point) >= 0) {
                shown.appendCodePoint(point);
              } else {
                shown.append(escape(point));
              }
            });
    return shown.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static String escape(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, "\\u%04x", point);
    };
  }
}
