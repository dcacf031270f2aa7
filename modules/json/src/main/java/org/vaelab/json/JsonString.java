package org.vaelab.json;

import java.util.Locale;
import org.vaelab.json.JsonValue.Position;

/** Reads a string of JSON, from its first double quote to its last. */
final class JsonString {
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final JsonText text;
  private final Position start;
  private final StringBuilder value = new StringBuilder();

  private JsonString(JsonText text) {
    this.text = text;
    this.start = text.position();
  }

  /** The string that begins at the next character, without its quotes. */
  static String read(JsonText text) {
    return new JsonString(text).read();
  }

  private String read() {
    text.take();
    while (!text.takeIf('"')) {
      int next = text.peek();
      if (next == JsonText.END || next == '\n' || next == '\r') {
        throw JsonText.fault(
            text.position(),
            "the string" + start.beginning() + " is not closed; add \" at its end");
      }
      if (next < ' ') {
        throw JsonText.fault(
            text.position(),
            String.format(
                Locale.ROOT,
                "a string has the control character U+%04X in it; write \\u%04x",
                next,
                next));
      }
      if (next == '\\') {
        readEscape();
      } else {
        value.append(text.take());
      }
    }
    refuseHalves();
    return value.toString();
  }

  private void readEscape() {
    Position position = text.position();
    text.take();
    if (text.peek() == 'u') {
      text.take();
      value.append(readHexadecimal(position));
      return;
    }
    int escape = text.peek() == JsonText.END ? -1 : ESCAPES.indexOf(text.peek());
    if (escape < 0) {
      String found = text.peek() == JsonText.END ? "" : text.shown().replace("'", "");
      throw JsonText.fault(
          position,
          "\\"
              + found
              + " is no escape; those are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with"
              + " four hexadecimal digits");
    }
    text.take();
    value.append(ESCAPED.charAt(escape));
  }

  private char readHexadecimal(Position position) {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      // Of ASCII alone: Java takes other scripts' digits too.
      int digit = text.peek() < 128 ? Character.digit(text.peek(), 16) : -1;
      if (digit < 0) {
        throw JsonText.fault(position, "\\u needs four hexadecimal digits");
      }
      text.take();
      code = 16 * code + digit;
    }
    return (char) code;
  }

  /** Half a character could not be written to a file again. */
  private void refuseHalves() {
    value
        .codePoints()
        .filter(point -> Character.getType(point) == Character.SURROGATE)
        .findFirst()
        .ifPresent(
            half -> {
              throw JsonText.fault(
                  start,
                  String.format(
                      Locale.ROOT,
                      "the string has half a character in it, \\u%04x; write both halves",
                      half));
            });
  }
}
