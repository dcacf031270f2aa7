package org.vaelab.experiments.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.InputException;
import org.vaelab.experiments.spec.JsonNode.Position;

/** Reads JSON text into {@link JsonNode}s; a key given twice is a problem, bad syntax the end. */
final class JsonReader {
  private final String source;
  private final Problems problems;
  private final JsonParser parser;

  private JsonReader(String source, Problems problems, JsonParser parser) {
    this.source = source;
    this.problems = problems;
    this.parser = parser;
  }

  /**
   * Reads a whole text.
   *
   * @throws InputException when it is no JSON, with line and column
   */
  static JsonNode read(String source, String text, Problems problems) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      JsonReader reader = new JsonReader(source, problems, parser);
      if (parser.nextToken() == null) {
        throw new InputException(source + " is empty; a spec is a JSON object.");
      }
      JsonNode node = reader.node("");
      if (parser.nextToken() != null) {
        Position rest = reader.position(parser.currentTokenLocation());
        throw new InputException(rest + " something follows the end of the spec; remove it.");
      }
      return node;
    } catch (JsonProcessingException syntax) {
      throw new InputException(place(source, syntax) + " is not JSON: " + reason(syntax), syntax);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private JsonNode node(String path) throws IOException {
    Position position = position(parser.currentTokenLocation());
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(position, path);
      case START_ARRAY -> array(position, path);
      case VALUE_STRING -> new JsonNode.Text(position, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNode.Numeral(position, parser.getText());
      default -> new JsonNode.Literal(position, parser.getText());
    };
  }

  private JsonNode object(Position position, String path) throws IOException {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Map<String, Position> names = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Position at = position(parser.currentTokenLocation());
      parser.nextToken();
      String childPath = path.isEmpty() ? name : path + "." + name;
      JsonNode value = node(childPath);
      if (values.containsKey(name)) {
        problems.add(at, childPath, "is given twice, first at " + names.get(name));
      } else {
        values.put(name, value);
        names.put(name, at);
      }
    }
    return new JsonNode.Fields(position, values, names);
  }

  private JsonNode array(Position position, String path) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(node(path + "[" + values.size() + "]"));
    }
    return new JsonNode.Elements(position, values);
  }

  private Position position(JsonLocation location) {
    return new Position(source, location.getLineNr(), location.getColumnNr());
  }

  private static String place(String source, JsonProcessingException syntax) {
    @Nullable JsonLocation location = syntax.getLocation();
    return location == null
        ? source
        : new Position(source, location.getLineNr(), location.getColumnNr()).toString();
  }

  /** Jackson's own words, without the second place that it names in brackets. */
  private static String reason(JsonProcessingException syntax) {
    return syntax
        .getOriginalMessage()
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst(" \\(start marker at .*", "");
  }
}
