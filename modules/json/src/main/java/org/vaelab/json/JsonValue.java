package org.vaelab.json;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A JSON value that knows where it stands. */
public sealed interface JsonValue {
  /**
   * Where the value begins.
   *
   * @return a place in a file or on the command line
   */
  Position position();

  /**
   * The value as it was written, for messages.
   *
   * @return shortened
   */
  String shown();

  /**
   * The value as JSON text, without spaces: the same for the same value, wherever it stands.
   *
   * @return on one line
   */
  default String json() {
    if (this instanceof Fields fields) {
      return fields.values().entrySet().stream()
          .map(each -> TextNode.valueOf(each.getKey()) + ":" + each.getValue().json())
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (this instanceof Elements elements) {
      return elements.values().stream()
          .map(JsonValue::json)
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (this instanceof Text text) {
      return TextNode.valueOf(text.value()).toString();
    }
    return this instanceof Numeral numeral ? numeral.value() : ((Literal) this).value();
  }

  /**
   * Whether it is JSON's null.
   *
   * @return true for null
   */
  default boolean isNull() {
    return this instanceof Literal literal && literal.value().equals("null");
  }

  /**
   * A word for messages, cut off after forty characters.
   *
   * @param word any
   * @return its beginning
   */
  static String shortened(String word) {
    return shortened(word, 40);
  }

  /**
   * A word for messages, cut off.
   *
   * @param word any
   * @param most how many characters are kept
   * @return its beginning
   */
  static String shortened(String word, int most) {
    return word.codePointCount(0, word.length()) > most
        ? word.substring(0, word.offsetByCodePoints(0, most)) + "..."
        : word;
  }

  /**
   * A place in a file or on the command line.
   *
   * @param source the file as the user named it, or the option
   * @param line from 1; 0 for the command line
   * @param column from 1
   */
  record Position(String source, int line, int column) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
        Comparator.comparing((Position position) -> position.line == 0)
            .thenComparing(Position::line)
            .thenComparing(Position::column);

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }

    /**
     * The place after "an object".
     *
     * @return " that begins at 3:5", or nothing on the command line
     */
    public String beginning() {
      return line == 0 ? "" : " that begins at " + line + ":" + column;
    }

    @Override
    public String toString() {
      return line == 0 ? source : source + ":" + line + ":" + column;
    }
  }

  /**
   * An object.
   *
   * @param position where it begins
   * @param values by key, in their order
   * @param names where each key stands
   */
  record Fields(Position position, Map<String, JsonValue> values, Map<String, Position> names)
      implements JsonValue {
    @Override
    public String shown() {
      return "an object";
    }
  }

  /**
   * An array.
   *
   * @param position where it begins
   * @param values its elements
   */
  record Elements(Position position, List<JsonValue> values) implements JsonValue {
    @Override
    public String shown() {
      return "a list";
    }
  }

  /**
   * A string.
   *
   * @param position where it begins
   * @param value without quotes and escapes
   * @param remark follows where messages show it
   */
  record Text(Position position, String value, String remark) implements JsonValue {
    /**
     * A string without a remark.
     *
     * @param position where it begins
     * @param value without quotes and escapes
     */
    public Text(Position position, String value) {
      this(position, value, "");
    }

    @Override
    public String shown() {
      return '"' + shortened(value) + '"' + remark;
    }
  }

  /**
   * A number.
   *
   * @param position where it begins
   * @param value as written
   */
  record Numeral(Position position, String value) implements JsonValue {
    @Override
    public String shown() {
      return shortened(value);
    }
  }

  /**
   * true, false or null.
   *
   * @param position where it begins
   * @param value the word
   */
  record Literal(Position position, String value) implements JsonValue {
    @Override
    public String shown() {
      return value;
    }
  }
}
