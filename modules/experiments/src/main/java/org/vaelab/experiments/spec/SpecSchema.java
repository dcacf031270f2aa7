package org.vaelab.experiments.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.DataSpec;
import org.vaelab.data.Dataset;

/**
 * The JSON schema of an experiment file, for editors: names, types, defaults and words. Made from
 * the records themselves, so that it cannot disagree with them; ranges are left to {@code
 * validate}, which says more than a schema can.
 */
public final class SpecSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SpecSchema() {}

  /**
   * The schema.
   *
   * @return indented JSON, ending in a line feed
   */
  public static String write() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "vaelab experiment");
    ObjectNode experiment = record(ExperimentSpec.class);
    ((ObjectNode) experiment.get("properties"))
        .set("$schema", JSON.objectNode().put("type", "string"));
    schema.setAll(experiment);
    return SpecJson.indented(schema);
  }

  private static ObjectNode record(Class<? extends Record> type) {
    RecordShape<?> shape = new RecordShape<>(type);
    Map<String, @Nullable Object> defaults = shape.defaults(Map.of());
    ObjectNode properties = JSON.objectNode();
    for (RecordComponent component : shape.components()) {
      ObjectNode property = value(component.getGenericType());
      if (type == DataSpec.class && component.getName().equals("dataset")) {
        property = words(Dataset.names());
      }
      Object standard = defaults.get(component.getName());
      if (!shape.required().contains(component.getName()) && isPlain(standard)) {
        property.set("default", SpecJson.tree(standard));
      }
      properties.set(component.getName(), property);
    }
    ObjectNode node = JSON.objectNode().put("type", "object");
    node.set("properties", properties);
    if (!shape.required().isEmpty()) {
      node.set("required", strings(shape.required()));
    }
    return node.put("additionalProperties", false);
  }

  /** Records show their own defaults, field by field. */
  private static boolean isPlain(@Nullable Object value) {
    return !(value instanceof Record)
        && !(value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Record);
  }

  private static ObjectNode value(Type type) {
    if (type instanceof ParameterizedType list) {
      ObjectNode node = JSON.objectNode().put("type", "array");
      Type element = list.getActualTypeArguments()[0];
      node.set(
          "items",
          element == Integer.class ? JSON.objectNode().put("type", "integer") : value(element));
      return node;
    }
    Class<?> target = (Class<?>) type;
    if (SpecTypes.ALL.containsKey(target)) {
      return choice(SpecTypes.ALL.getOrDefault(target, Map.of()));
    }
    if (target.isRecord()) {
      return record(target.asSubclass(Record.class));
    }
    if (target.isEnum()) {
      return words(List.of(target.getEnumConstants()).stream().map(Object::toString).toList());
    }
    ObjectNode node = JSON.objectNode();
    if (target == Integer.class) {
      // A boxed number may be null, which means that there is none.
      node.set("type", strings(List.of("integer", "null")));
      return node;
    }
    return node.put("type", word(target));
  }

  private static String word(Class<?> target) {
    if (target == String.class) {
      return "string";
    }
    if (target == boolean.class) {
      return "boolean";
    }
    return target == double.class ? "number" : "integer";
  }

  private static ObjectNode choice(Map<String, Class<? extends Record>> types) {
    ArrayNode branches = JSON.arrayNode();
    types.forEach(
        (word, type) -> {
          ObjectNode branch = record(type);
          ((ObjectNode) branch.get("properties")).set("type", JSON.objectNode().put("const", word));
          if (types.size() > 1) {
            branch.set("required", strings(List.of("type")));
          }
          branches.add(branch);
        });
    if (branches.size() == 1) {
      return (ObjectNode) branches.get(0);
    }
    ObjectNode node = JSON.objectNode();
    node.set("oneOf", branches);
    return node;
  }

  private static ObjectNode words(List<String> words) {
    ObjectNode node = JSON.objectNode();
    node.set("enum", strings(words));
    return node;
  }

  private static JsonNode strings(List<String> strings) {
    ArrayNode array = JSON.arrayNode();
    strings.forEach(array::add);
    return array;
  }
}
