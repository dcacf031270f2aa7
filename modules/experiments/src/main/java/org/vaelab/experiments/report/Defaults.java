package org.vaelab.experiments.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.report.RunPart.Line;
import org.vaelab.input.InputException;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecJson;
import org.vaelab.spec.SpecWords;

/** Which fields of a spec are not what they are by default: those that cannot be left out. */
final class Defaults {
  private static final List<String> NAMES = List.of("name", "description", "figures");
  private static final String REQUIRED = "must be given";

  private final JsonNode whole;

  /** Of the text of a spec of built-in words, which is right. */
  Defaults(String text) {
    whole = SpecJson.tree(SpecFile.parse("spec", text, List.of()), SpecWords.builtIn());
  }

  /** Their values and defaults as JSON, by path, but for names and figures. */
  List<Line> beyond() {
    ObjectNode least = whole.deepCopy();
    leaveOut(least, least);
    List<Line> lines = new ArrayList<>();
    collect("", least, least, lines);
    return lines;
  }

  /** Removes from {@code part} of {@code spec} whatever the defaults put there again. */
  private void leaveOut(ObjectNode spec, ObjectNode part) {
    for (String name : names(part)) {
      JsonNode value = part.remove(name);
      if (!whole.equals(read(spec))) {
        part.set(name, value);
        if (value instanceof ObjectNode inner) {
          leaveOut(spec, inner);
        }
        for (JsonNode each : value.isArray() ? value : List.<JsonNode>of()) {
          if (each instanceof ObjectNode inner) {
            leaveOut(spec, inner);
          }
        }
      }
    }
  }

  private void collect(String path, ObjectNode spec, ObjectNode part, List<Line> lines) {
    for (String name : names(part)) {
      String inner = path.isEmpty() ? name : path + "." + name;
      JsonNode value = part.get(name);
      if (path.isEmpty() && NAMES.contains(name)) {
        continue;
      }
      // One without fields of its own must be there, but says nothing.
      if (value instanceof ObjectNode object) {
        collect(inner, spec, object, lines);
      } else {
        lines.add(new Line(inner, List.of(plain(value), byDefault(spec, part, name, inner))));
      }
    }
  }

  /** What the field is where it is left out. */
  private String byDefault(ObjectNode spec, ObjectNode part, String name, String path) {
    JsonNode value = part.remove(name);
    JsonNode other = read(spec);
    part.set(name, value);
    if (other == null) {
      return REQUIRED;
    }
    JsonNode there = other.at("/" + path.replace('.', '/'));
    if (there.isMissingNode() || there.isNull()) {
      return "none";
    }
    return value.isArray() ? "" : plain(there);
  }

  private static @Nullable JsonNode read(ObjectNode spec) {
    try {
      return SpecJson.tree(SpecFile.parse("spec", spec.toString(), List.of()), SpecWords.builtIn());
    } catch (InputException required) {
      return null;
    }
  }

  private static List<String> names(ObjectNode part) {
    return part.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** With spaces, where a line may break. */
  private static String plain(JsonNode value) {
    return value.isTextual()
        ? value.asText()
        : value.toString().replace(",", ", ").replace("\":", "\": ");
  }
}
