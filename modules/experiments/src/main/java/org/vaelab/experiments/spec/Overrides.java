package org.vaelab.experiments.spec;

import java.util.LinkedHashMap;
import java.util.List;
import org.vaelab.engine.InputException;
import org.vaelab.experiments.spec.JsonNode.Elements;
import org.vaelab.experiments.spec.JsonNode.Fields;
import org.vaelab.experiments.spec.JsonNode.Position;

/** {@code --set a.b=value}: changes a spec before it is checked. */
final class Overrides {
  private Overrides() {}

  /** Applies {@code assignments} in order; the value is JSON, or else taken as a string. */
  static void apply(JsonNode spec, List<String> assignments, Problems problems) {
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new InputException(
            "--set " + assignment + " must be path=value, for example training.epochs=5");
      }
      Position position = new Position("--set " + assignment, 0, 0);
      JsonNode value = value(position, assignment.substring(equals + 1));
      set(spec, assignment.substring(0, equals), position, value, problems);
    }
  }

  private static void set(
      JsonNode spec, String path, Position position, JsonNode value, Problems problems) {
    List<String> steps = List.of(path.replace("[", ".").replace("]", "").split("\\."));
    JsonNode place = spec;
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      boolean last = i == steps.size() - 1;
      if (place instanceof Fields fields) {
        if (last) {
          fields.values().put(step, value);
          fields.names().put(step, position);
        } else {
          fields.names().putIfAbsent(step, position);
          place = fields.values().computeIfAbsent(step, name -> emptyObject(position));
        }
      } else if (place instanceof Elements elements
          && step.matches("\\d{1,6}")
          && Integer.parseInt(step) < elements.values().size()) {
        if (last) {
          elements.values().set(Integer.parseInt(step), value);
        } else {
          place = elements.values().get(Integer.parseInt(step));
        }
      } else {
        String reached = String.join(".", steps.subList(0, i));
        problems.add(position, reached, "is " + place.shown() + " and has no " + step);
        return;
      }
    }
  }

  private static JsonNode emptyObject(Position position) {
    return new Fields(position, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  private static JsonNode value(Position position, String text) {
    Problems duplicates = new Problems();
    try {
      JsonNode node = JsonReader.read(position.source(), text, duplicates);
      duplicates.throwIfAny();
      return moved(node, position);
    } catch (InputException notJson) {
      return new JsonNode.Text(position, text);
    }
  }

  /** The same value, standing on the command line. */
  private static JsonNode moved(JsonNode node, Position position) {
    if (node instanceof Fields fields) {
      fields.values().replaceAll((name, value) -> moved(value, position));
      fields.names().replaceAll((name, at) -> position);
      return new Fields(position, fields.values(), fields.names());
    }
    if (node instanceof Elements elements) {
      elements.values().replaceAll(value -> moved(value, position));
      return new Elements(position, elements.values());
    }
    if (node instanceof JsonNode.Text text) {
      return new JsonNode.Text(position, text.value());
    }
    if (node instanceof JsonNode.Numeral numeral) {
      return new JsonNode.Numeral(position, numeral.value());
    }
    return new JsonNode.Literal(position, ((JsonNode.Literal) node).value());
  }
}
