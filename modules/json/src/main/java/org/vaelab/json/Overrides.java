package org.vaelab.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.vaelab.input.InputException;
import org.vaelab.json.JsonValue.Elements;
import org.vaelab.json.JsonValue.Fields;
import org.vaelab.json.JsonValue.Position;

/** {@code --set a.b=value}: changes a spec before it is checked. */
public final class Overrides {
  private static final int SHOWN = 100;
  private static final Pattern NAME = Pattern.compile("[^\\[\\]]+");

  /** {@code [0]}, or 0 after a dot. */
  private static final Pattern INDEX = Pattern.compile("\\[[0-9]{1,6}]|[0-9]{1,6}");

  private final JsonValue spec;
  private final Problems problems;

  private Overrides(JsonValue spec, Problems problems) {
    this.spec = spec;
    this.problems = problems;
  }

  /**
   * Applies assignments in order; the value is JSON, or else taken as a string.
   *
   * @param spec what is changed
   * @param assignments {@code path=value}
   * @param problems takes paths that lead nowhere
   * @throws InputException when one is no assignment
   */
  public static void apply(JsonValue spec, List<String> assignments, Problems problems) {
    Overrides overrides = new Overrides(spec, problems);
    for (String assignment : assignments) {
      overrides.apply(assignment);
    }
  }

  /**
   * Changes one field to a value that was read elsewhere; messages name that place.
   *
   * @param spec what is changed
   * @param path of the field, such as training.epochs or figures[0].points
   * @param value copied, so that it can be put into several specs
   * @param problems takes a path that leads nowhere
   */
  public static void set(JsonValue spec, String path, JsonValue value, Problems problems) {
    List<String> steps = List.of(path.replace("[", ".[").split("\\.", -1));
    boolean names =
        NAME.matcher(steps.get(0)).matches()
            && steps.stream()
                .allMatch(step -> NAME.matcher(step).matches() || INDEX.matcher(step).matches());
    if (names) {
      new Overrides(spec, problems).set(steps, value.position(), copy(value));
    } else {
      problems.add(
          value.position(),
          "\"" + JsonValue.shortened(path, SHOWN) + "\"",
          "is no path of a spec; such are training.epochs and figures[0].points");
    }
  }

  private static JsonValue copy(JsonValue value) {
    if (value instanceof Fields fields) {
      Map<String, JsonValue> values = new LinkedHashMap<>();
      fields.values().forEach((name, each) -> values.put(name, copy(each)));
      return new Fields(fields.position(), values, new LinkedHashMap<>(fields.names()));
    }
    return value instanceof Elements elements
        ? new Elements(
            elements.position(),
            new ArrayList<>(elements.values().stream().map(Overrides::copy).toList()))
        : value;
  }

  private void apply(String assignment) {
    Position position = new Position("--set " + JsonValue.shortened(assignment, SHOWN), 0, 0);
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new InputException(position + " must be path=value, for example training.epochs=5");
    }
    List<String> steps = steps(position, assignment.substring(0, equals));
    set(steps, position, value(steps, position, assignment.substring(equals + 1)));
  }

  private static List<String> steps(Position position, String path) {
    List<String> steps = List.of(path.replace("[", ".[").split("\\.", -1));
    for (String step : steps) {
      boolean name = NAME.matcher(step).matches();
      if (!name && (step.equals(steps.get(0)) || !INDEX.matcher(step).matches())) {
        throw new InputException(
            position
                + " has no path before the =: \""
                + JsonValue.shortened(path, SHOWN)
                + "\" must be names joined by dots, with the number of a list's element in"
                + " brackets, such as training.epochs or figures[0].points");
      }
    }
    return steps;
  }

  private void set(List<String> steps, Position position, JsonValue value) {
    JsonValue place = spec;
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      boolean last = i == steps.size() - 1;
      if (place instanceof Fields fields && !INDEX.matcher(step).matches()) {
        if (!last
            && !fields.values().containsKey(step)
            && INDEX.matcher(steps.get(i + 1)).matches()) {
          problems.add(
              position,
              joined(steps.subList(0, i + 1)),
              "is not in the file, so that it has no "
                  + steps.get(i + 1)
                  + "; give the whole list");
          return;
        }
        fields.names().put(step, last ? position : fields.names().getOrDefault(step, position));
        place = last ? value : fields.values().getOrDefault(step, emptyObject(position));
        fields.values().put(step, place);
      } else if (place instanceof Elements elements && index(step) < elements.values().size()) {
        place = last ? value : elements.values().get(index(step));
        elements.values().set(index(step), place);
      } else {
        String found =
            place instanceof Elements list ? "a list of " + list.values().size() : place.shown();
        problems.add(position, joined(steps.subList(0, i)), "is " + found + " and has no " + step);
        return;
      }
    }
  }

  private static String joined(List<String> steps) {
    return String.join(".", steps).replace(".[", "[");
  }

  /** The number of a list's element; of a name that is none one that no list has. */
  private static int index(String step) {
    return INDEX.matcher(step).matches()
        ? Integer.parseInt(step.replace("[", "").replace("]", ""))
        : Integer.MAX_VALUE;
  }

  private static JsonValue emptyObject(Position position) {
    return new Fields(position, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  private JsonValue value(List<String> steps, Position position, String text) {
    Problems inside = new Problems();
    try {
      JsonValue value = JsonReader.read(position, text, steps, inside);
      // A key given twice counts only in what is JSON to its end.
      return inside.isEmpty() ? value : JsonReader.read(position, text, steps, problems);
    } catch (InputException notJson) {
      return new JsonValue.Text(position, text, remark(text, String.valueOf(notJson.getMessage())));
    }
  }

  /** Why a value is a string that begins as if it were not one. */
  private static String remark(String text, String message) {
    int reason = message.indexOf(" is not JSON: ");
    boolean meant = text.startsWith("{") || text.startsWith("[") || text.startsWith("\"");
    return meant && reason >= 0 ? ", which" + message.substring(reason) : "";
  }
}
