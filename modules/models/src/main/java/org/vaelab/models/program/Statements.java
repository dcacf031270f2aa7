package org.vaelab.models.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a program, each of which gives a name to something new. */
final class Statements {
  private final List<String> lines = new ArrayList<>();
  private int names;

  /** A value of that expression, which is formatted with {@code parts}; its name. */
  String value(String expression, Object... parts) {
    return values(1, expression, parts).get(0);
  }

  /** The values of an expression that gives several; their names. */
  List<String> values(int count, String expression, Object... parts) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add("v" + names++);
    }
    lines.add(String.join(", ", found) + " = " + String.format(Locale.ROOT, expression, parts));
    return found;
  }

  /** The whole text, whose result is a list of {@code results}. */
  String returning(List<String> results) {
    return String.join("\n", lines) + "\nreturn [" + String.join(", ", results) + "]";
  }
}
