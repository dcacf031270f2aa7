package org.vaelab.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema of a text, for editors: names, meanings, types, defaults and words. Made from the
 * records themselves, so that it cannot disagree with them; ranges are left to {@code validate},
 * which says more than a schema can.
 */
public final class JsonSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Each choice is described once, and referred to. */
  private final ObjectNode definitions = JSON.objectNode();

  private final Vocabulary vocabulary;

  private JsonSchema(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * The schema.
   *
   * @param root the record that the whole text stands for
   * @param title what the text is called
   * @param vocabulary the words that it may use
   * @return indented JSON, ending in a line feed
   */
  public static String write(Class<? extends Record> root, String title, Vocabulary vocabulary) {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title);
    JsonSchema written = new JsonSchema(vocabulary);
    ObjectNode whole = written.record(root);
    ((ObjectNode) whole.get("properties")).set("$schema", JSON.objectNode().put("type", "string"));
    schema.setAll(whole);
    schema.set("$defs", written.definitions);
    return RecordJson.indented(schema, vocabulary);
  }

  private ObjectNode record(Class<? extends Record> type) {
    return record(new RecordShape<>(type));
  }

  private ObjectNode record(RecordShape<?> shape) {
    Map<String, @Nullable Object> defaults = shape.defaults(Map.of(), vocabulary);
    ObjectNode properties = JSON.objectNode();
    for (RecordComponent component : shape.components()) {
      ObjectNode property = value(component.getGenericType());
      if (RecordShape.isNullable(component)) {
        property = either(property, JSON.objectNode().put("type", "null"));
      }
      Optional<String> meaning = Documentation.of(shape.type(), component.getName());
      if (meaning.isPresent()) {
        property.put("description", meaning.get());
      }
      JsonNode standard = RecordJson.tree(defaults.get(component.getName()), vocabulary);
      if (!shape.required().contains(component.getName()) && isPlain(standard)) {
        property.set("default", standard);
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

  /** Objects show their own defaults, field by field. */
  private static boolean isPlain(JsonNode value) {
    return !value.isObject() && !value.path(0).isObject();
  }

  private ObjectNode value(Type type) {
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      ObjectNode node = JSON.objectNode().put("type", "object");
      node.set("additionalProperties", value(map.getActualTypeArguments()[1]));
      return node;
    }
    if (type instanceof ParameterizedType list) {
      ObjectNode node = JSON.objectNode().put("type", "array");
      Type element = list.getActualTypeArguments()[0];
      node.set(
          "items",
          element == Integer.class ? JSON.objectNode().put("type", "integer") : value(element));
      return node;
    }
    Class<?> target = (Class<?>) type;
    if (vocabulary.isChoice(target)) {
      return choice(target);
    }
    if (target == JsonValue.class) {
      return JSON.objectNode(); // Anything.
    }
    if (target.isRecord()) {
      ObjectNode record = record(target.asSubclass(Record.class));
      boolean number =
          new RecordShape<>(target.asSubclass(Record.class)).onlyRequiredNumber().isPresent();
      return number ? either(JSON.objectNode().put("type", "integer"), record) : record;
    }
    if (target.isEnum()) {
      return words(List.of(target.getEnumConstants()).stream().map(Object::toString).toList());
    }
    return JSON.objectNode().put("type", word(target));
  }

  private static String word(Class<?> target) {
    if (target == String.class || target == Path.class) {
      return "string";
    }
    if (target == boolean.class || target == Boolean.class) {
      return "boolean";
    }
    return target == double.class || target == Double.class ? "number" : "integer";
  }

  /** A word, a number where a type takes one, or an object of one of the types. */
  private ObjectNode choice(Class<?> target) {
    String name = target.getSimpleName();
    if (!definitions.has(name)) {
      definitions.set(name, definition(target));
    }
    return JSON.objectNode().put("$ref", "#/$defs/" + name);
  }

  private ObjectNode definition(Class<?> target) {
    Map<String, WordType> types = vocabulary.types(target);
    ArrayNode branches = JSON.arrayNode();
    List<String> bare =
        types.entrySet().stream()
            .filter(entry -> entry.getValue().shape().required().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    branches.add(words(bare));
    if (vocabulary.ofNumber(target).isPresent()) {
      branches.add(JSON.objectNode().put("type", "integer"));
    }
    boolean first = true;
    for (Map.Entry<String, WordType> entry : types.entrySet()) {
      WordType type = entry.getValue();
      ObjectNode branch = record(type.shape());
      ((ObjectNode) branch.get("properties"))
          .set("type", JSON.objectNode().put("const", entry.getKey()));
      if (!first) {
        ArrayNode required = strings(List.of("type"));
        required.addAll(strings(type.shape().required()));
        branch.set("required", required);
      }
      branches.add(branch);
      first = false;
    }
    ObjectNode node = JSON.objectNode();
    node.set("anyOf", branches);
    return node;
  }

  private static ObjectNode either(ObjectNode first, ObjectNode second) {
    ObjectNode node = JSON.objectNode();
    node.set("anyOf", JSON.arrayNode().add(first).add(second));
    return node;
  }

  private static ObjectNode words(List<String> words) {
    ObjectNode node = JSON.objectNode();
    node.set("enum", strings(words));
    return node;
  }

  private static ArrayNode strings(List<String> strings) {
    ArrayNode array = JSON.arrayNode();
    strings.forEach(array::add);
    return array;
  }
}
