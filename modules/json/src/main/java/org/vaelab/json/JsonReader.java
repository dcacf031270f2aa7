package org.vaelab.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.vaelab.input.InputException;
import org.vaelab.json.JsonValue.Position;

/**
 * Reads JSON text (RFC 8259) into {@link JsonValue}s; a key given twice is a problem, bad syntax
 * the end.
 *
 * <p>Not Jackson's parser, whose messages are about its own settings and end before what to do.
 */
public final class JsonReader {
  private static final int DEEPEST = 100;
  private static final int LONGEST_WORD = 1000;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final JsonText text;
  private final Problems problems;

  /** The names and numbers on the way to what is read now. */
  private final List<String> steps;

  private JsonReader(JsonText text, List<String> steps, Problems problems) {
    this.text = text;
    this.steps = new ArrayList<>(steps);
    this.problems = problems;
  }

  /**
   * Reads a whole text.
   *
   * @param origin where it begins
   * @param path of what it is in the spec, step by step; empty for all of it
   * @throws InputException when it is no JSON, with line and column
   */
  public static JsonValue read(
      Position origin, String whole, List<String> path, Problems problems) {
    JsonText text = new JsonText(origin, whole);
    text.skipSpace();
    if (text.peek() == JsonText.END) {
      throw new InputException(origin.source() + " is empty; a spec is a JSON object.");
    }
    JsonValue node = new JsonReader(text, path, problems).node();
    text.skipSpace();
    if (text.peek() != JsonText.END) {
      throw new InputException(
          text.position() + " something follows the end of the spec; remove it.");
    }
    return node;
  }

  private JsonValue node() {
    Position position = text.position();
    return switch (text.peek()) {
      case '{' -> object(position);
      case '[' -> array(position);
      case '"' -> new JsonValue.Text(position, JsonString.read(text));
      default -> word(position);
    };
  }

  private JsonValue object(Position start) {
    Map<String, JsonValue> values = new LinkedHashMap<>();
    Map<String, Position> names = new LinkedHashMap<>();
    open(start);
    while (!closes(start, "object", '}', values.isEmpty())) {
      Position at = text.position();
      String name = name(values.isEmpty());
      steps.add(name);
      JsonValue value = node();
      if (values.containsKey(name)) {
        Position earlier = names.get(name);
        String path = String.join(".", steps).replace(".[", "[");
        problems.add(
            at, () -> path + " is given twice" + (at.line() == 0 ? "" : ", first at " + earlier));
      } else {
        values.put(name, value);
        names.put(name, at);
      }
      steps.remove(steps.size() - 1);
    }
    return new JsonValue.Fields(start, values, names);
  }

  private JsonValue array(Position start) {
    List<JsonValue> values = new ArrayList<>();
    open(start);
    while (!closes(start, "list", ']', values.isEmpty())) {
      if (text.peek() == ']') {
        throw expected("a value is expected", "; remove the comma before it");
      }
      steps.add("[" + values.size() + "]");
      values.add(node());
      steps.remove(steps.size() - 1);
    }
    return new JsonValue.Elements(start, values);
  }

  private void open(Position start) {
    if (steps.size() >= DEEPEST) {
      throw new InputException(
          start
              + " is nested too deep: a spec has at most "
              + DEEPEST
              + " objects and lists inside each other.");
    }
    text.take();
  }

  /** Takes the end of an object or a list, or else the comma before what comes next. */
  private boolean closes(Position start, String kind, char end, boolean first) {
    text.skipSpace();
    boolean closed = text.takeIf(end);
    if (!closed && text.peek() != JsonText.END && !first && !text.takeIf(',')) {
      throw expected("a comma or " + end + " is expected", "");
    }
    text.skipSpace();
    if (!closed && text.peek() == JsonText.END) {
      throw JsonText.fault(
          text.position(),
          "the " + kind + start.beginning() + " is not closed; add " + end + " at the end");
    }
    return closed;
  }

  /** Takes a name and the colon after it. */
  private String name(boolean first) {
    Position at = text.position();
    if (text.peek() != '"') {
      boolean afterComma = text.peek() == '}' && !first;
      throw expected(
          "a name in double quotes is expected", afterComma ? "; remove the comma before it" : "");
    }
    String name = JsonString.read(text);
    refuseLong(at, name, "name");
    text.skipSpace();
    if (text.peek() != JsonText.END && !text.takeIf(':')) {
      throw expected(": is expected after the name", "");
    }
    text.skipSpace();
    if (text.peek() == JsonText.END) {
      throw JsonText.fault(text.position(), "the text ends after a name");
    }
    return name;
  }

  /** A number, true, false or null. */
  private JsonValue word(Position position) {
    String word = text.takeWhile(JsonReader::isWordPart);
    if (word.isEmpty()) {
      throw expected(
          "a value is expected", text.peek() == '\'' ? "; strings stand in double quotes" : "");
    }
    if (word.equals("true") || word.equals("false") || word.equals("null")) {
      return new JsonValue.Literal(position, word);
    }
    boolean numeric = "+-.0123456789".indexOf(word.charAt(0)) >= 0;
    if (numeric) {
      refuseLong(position, word, "number");
    }
    if (NUMBER.matcher(word).matches()) {
      return new JsonValue.Numeral(position, word);
    }
    String shown = JsonValue.shortened(word);
    if (numeric) {
      throw JsonText.fault(
          position, shown + " is not how JSON writes a number; such are 12, -0.5 and 1e-3");
    }
    String meant = Words.didYouMean(word, List.of("true", "false"));
    throw JsonText.fault(
        position,
        "a value is expected, was "
            + shown
            + (meant.isEmpty() ? "; strings stand in double quotes" : meant));
  }

  private static boolean isWordPart(int next) {
    return Character.isLetterOrDigit(next) || "+-._".indexOf(next) >= 0;
  }

  private static void refuseLong(Position position, String word, String kind) {
    if (word.length() > LONGEST_WORD) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s is a %s of %,d characters; at most %,d are read.",
              position,
              kind,
              word.length(),
              LONGEST_WORD));
    }
  }

  /** That something else stands here, which is not the end of the text. */
  private InputException expected(String expectation, String advice) {
    boolean comment = text.peek() == '/' || text.peek() == '#';
    return JsonText.fault(
        text.position(),
        expectation + ", was " + text.shown() + (comment ? "; JSON has no comments" : advice));
  }
}
