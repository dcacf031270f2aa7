package org.vaelab.experiments.spec;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands. */
sealed interface JsonNode {
  /** Where the value begins. */
  Position position();

  /** The value as it was written, shortened, for messages. */
  String shown();

  /** Whether it is JSON's null. */
  default boolean isNull() {
    return this instanceof Literal literal && literal.value().equals("null");
  }

  /** A word for messages, cut off after forty characters. */
  static String shortened(String word) {
    return shortened(word, 40);
  }

  /** A word for messages, cut off after {@code most} characters. */
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

    /** " that begins at 3:5", or nothing on the command line. */
    String beginning() {
      return line == 0 ? "" : " that begins at " + line + ":" + column;
    }

    @Override
    public String toString() {
      return line == 0 ? source : source + ":" + line + ":" + column;
    }
  }

  /** An object; {@code names} says where each key stands. */
  record Fields(Position position, Map<String, JsonNode> values, Map<String, Position> names)
      implements JsonNode {
    @Override
    public String shown() {
      return "an object";
    }
  }

  /** An array. */
  record Elements(Position position, List<JsonNode> values) implements JsonNode {
    @Override
    public String shown() {
      return "a list";
    }
  }

  /** A string; {@code remark} follows where messages show it. */
  record Text(Position position, String value, String remark) implements JsonNode {
    Text(Position position, String value) {
      this(position, value, "");
    }

    @Override
    public String shown() {
      return '"' + shortened(value) + '"' + remark;
    }
  }

  /** A number, as written. */
  record Numeral(Position position, String value) implements JsonNode {
    @Override
    public String shown() {
      return shortened(value);
    }
  }

  /** true, false or null. */
  record Literal(Position position, String value) implements JsonNode {
    @Override
    public String shown() {
      return value;
    }
  }
}
