package org.vaelab.json;

import java.util.Locale;
import java.util.function.IntPredicate;
import org.vaelab.input.InputException;
import org.vaelab.input.Printable;
import org.vaelab.json.JsonValue.Position;

/** A JSON text read from its beginning to its end, which knows where it stands. */
final class JsonText {
  /** What {@link #peek} gives after the last character. */
  static final int END = -1;

  private final Position origin;
  private final String text;
  private int offset;
  private int line;
  private int lineStart;

  /** A text whose beginning stands at {@code origin}; all of it does on the command line. */
  JsonText(Position origin, String text) {
    this.origin = origin;
    this.text = text;
    line = origin.line();
  }

  /** The next character, which is not taken. */
  int peek() {
    return offset < text.length() ? text.charAt(offset) : END;
  }

  /** Takes the next character, which is no line break and not the end. */
  char take() {
    return text.charAt(offset++);
  }

  /** Takes the next character where it is this one. */
  boolean takeIf(char wanted) {
    boolean there = peek() == wanted;
    if (there) {
      offset++;
    }
    return there;
  }

  /** Takes characters, none of them a line break, as long as they are wanted. */
  String takeWhile(IntPredicate wanted) {
    int from = offset;
    while (offset < text.length() && wanted.test(text.charAt(offset))) {
      offset++;
    }
    return text.substring(from, offset);
  }

  /** Takes the spaces, tabs and line breaks that may stand between all parts of JSON. */
  void skipSpace() {
    for (int next = peek(); next == ' ' || next == '\t' || next == '\n' || next == '\r'; ) {
      offset++;
      if (next == '\n' || (next == '\r' && peek() != '\n')) {
        line++;
        lineStart = offset;
      }
      next = peek();
    }
  }

  /** Where the next character stands. */
  Position position() {
    return origin.line() == 0
        ? origin
        : new Position(origin.source(), line, offset - lineStart + 1);
  }

  /** The next character for messages: {@code 'x'}, or {@code U+001B} where it cannot be seen. */
  String shown() {
    String next = Character.toString(text.codePointAt(offset));
    return Printable.line(next).equals(next)
        ? "'" + next + "'"
        : String.format(Locale.ROOT, "U+%04X", next.codePointAt(0));
  }

  /** That the text is no JSON, for a reason. */
  static InputException fault(Position position, String reason) {
    return new InputException(position + " is not JSON: " + reason);
  }
}
