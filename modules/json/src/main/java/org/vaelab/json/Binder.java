package org.vaelab.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.json.JsonValue.Fields;

/**
 * Builds records from JSON and goes on after a problem, so that all are reported at once: where a
 * value is wrong its default stands in, so that the other checks still run.
 *
 * <p>Jackson's binding stops at the first problem, which is why it is not used.
 */
public final class Binder {
  /** More elements than any list of a spec needs. */
  private static final int LONGEST_LIST = 10_000;

  private final Problems problems;
  private final Grammar grammar;
  private final Vocabulary vocabulary;
  private final ScalarBinder scalars;

  /** The words that "type" may have, and the one that was given. */
  private record Choice(Map<String, WordType> types, String word) {
    /** The types that have a field. */
    List<String> owners(String field) {
      return types.entrySet().stream()
          .filter(each -> each.getValue().shape().names().contains(field))
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /**
   * What a text may say.
   *
   * @param root the record that the whole text stands for; hints name places in it
   * @param leftOut fields of it that people expect and that are left out on purpose, with what to
   *     do instead
   * @param vocabulary the words of its choices
   */
  public record Grammar(
      Class<? extends Record> root, Map<String, String> leftOut, Vocabulary vocabulary) {}

  /**
   * A binder.
   *
   * @param problems takes what is wrong
   * @param grammar what a text may say
   * @param folder that paths are relative to
   */
  public Binder(Problems problems, Grammar grammar, Path folder) {
    this.problems = problems;
    this.grammar = grammar;
    this.vocabulary = grammar.vocabulary();
    this.scalars = new ScalarBinder(problems, folder);
  }

  /**
   * The record of a choice.
   *
   * @param node its JSON
   * @param choice the interface that is chosen from
   * @param path of the node, for messages
   * @param <T> the choice
   * @return empty where it cannot be made, with a problem added
   */
  public <T> Optional<T> bindChoice(JsonValue node, Class<T> choice, String path) {
    return bindChoice(node, choice, path, true).map(choice::cast);
  }

  /**
   * The record of an object.
   *
   * @param node its JSON
   * @param type of the record
   * @param path of the node, for messages; empty for all of a text
   * @param <T> the record
   * @return null where it cannot be made, with a problem added
   */
  public <T extends Record> @Nullable T bind(JsonValue node, Class<T> type, String path) {
    if (!(node instanceof Fields fields)) {
      problems.add(node.position(), path, "must be an object, was " + node.shown());
      return null;
    }
    return bindFields(fields, new RecordShape<>(type), path, null);
  }

  private <T extends Record> @Nullable T bindFields(
      Fields fields, RecordShape<T> shape, String path, @Nullable Choice choice) {
    refuseUnknown(fields, shape.names(), path, choice);
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    for (RecordComponent component : shape.components()) {
      JsonValue value = fields.values().get(component.getName());
      if (value != null && !(value.isNull() && RecordShape.isNullable(component))) {
        Optional<Object> bound =
            bindValue(value, component.getGenericType(), child(path, component.getName()));
        bound.ifPresent(result -> given.put(component.getName(), result));
      }
    }
    boolean complete = given.keySet().containsAll(shape.required());
    for (String name : shape.required()) {
      if (!fields.values().containsKey(name)) {
        problems.add(fields.position(), child(path, name), "is required and missing");
      }
    }
    T record = create(fields, shape, given, path);
    return complete ? record : null;
  }

  private <T extends Record> @Nullable T create(
      Fields fields, RecordShape<T> shape, Map<String, @Nullable Object> given, String path) {
    try {
      Map<String, @Nullable Object> values = shape.defaults(given, vocabulary);
      values.putAll(given);
      return shape.create(values);
    } catch (InvalidSettingsException refused) {
      for (InvalidSettingsException.Violation violation : refused.violations()) {
        JsonValue value = fields.values().get(violation.field());
        problems.add(
            value == null ? fields.position() : value.position(),
            child(path, violation.field()),
            violation.message());
      }
      return null;
    }
  }

  private void refuseUnknown(
      Fields fields, List<String> known, String path, @Nullable Choice choice) {
    fields
        .names()
        .forEach(
            (name, position) -> {
              if (!known.contains(name) && !(choice != null && name.equals("type"))) {
                problems.add(
                    position, () -> child(path, name) + refusal(name, known, path, choice));
              }
            });
  }

  private String refusal(String name, List<String> known, String path, @Nullable Choice choice) {
    List<String> owners = choice == null ? List.of() : choice.owners(name);
    return choice == null || owners.isEmpty()
        ? " is unknown" + hint(name, known, path)
        : " belongs to " + Words.all(owners) + "; the type here is " + choice.word();
  }

  private String hint(String name, List<String> known, String path) {
    String instead = grammar.leftOut().get(child(path, name));
    if (instead != null) {
      return "; " + instead;
    }
    Optional<String> meant =
        // The very name in another place is meant rather than another name in this.
        Words.nearest(name, known, 1)
            .or(() -> FieldPaths.endingIn(name, grammar.root(), vocabulary))
            .or(() -> Words.nearest(name, known));
    if (meant.isPresent()) {
      return "; did you mean " + meant.get() + "?";
    }
    String where = path.isEmpty() ? "a spec" : path;
    return known.isEmpty()
        ? "; " + where + " has no fields"
        : "; " + where + " has " + String.join(", ", known);
  }

  /** The value, or nothing with a problem added. */
  private Optional<Object> bindValue(JsonValue node, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? bindMap(node, arguments[1], path)
          : bindList(node, arguments[0], path);
    }
    Class<?> target = (Class<?>) type;
    if (target == JsonValue.class) {
      return Optional.of(node);
    }
    if (vocabulary.isChoice(target)) {
      return bindChoice(node, target, path, true);
    }
    if (target.isRecord()) {
      return bindRecord(node, new RecordShape<>(target.asSubclass(Record.class)), path);
    }
    return scalars.bind(node, target, path);
  }

  private Optional<Object> bindList(JsonValue node, Type element, String path) {
    if (!(node instanceof JsonValue.Elements elements)) {
      problems.add(node.position(), path, "must be a list, was " + node.shown());
      return Optional.empty();
    }
    int size = elements.values().size();
    if (size > LONGEST_LIST) {
      String most = "must have at most " + LONGEST_LIST + " elements, has " + size;
      problems.add(node.position(), path, most);
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      JsonValue value = elements.values().get(i);
      String place = path + "[" + i + "]";
      Optional<Object> bound =
          element instanceof Class<?> choice && vocabulary.isChoice(choice)
              ? bindChoice(value, choice, place, false)
              : bindValue(value, element, place);
      bound.ifPresent(values::add);
    }
    return values.size() == size ? Optional.of(values) : Optional.empty();
  }

  /** An object whose names are the user's own, in their order. */
  private Optional<Object> bindMap(JsonValue node, Type element, String path) {
    if (!(node instanceof Fields fields)) {
      problems.add(node.position(), path, "must be an object, was " + node.shown());
      return Optional.empty();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    fields
        .values()
        .forEach(
            (name, value) ->
                bindValue(value, element, path + "[\"" + name + "\"]")
                    .ifPresent(bound -> values.put(name, bound)));
    return values.size() == fields.values().size() ? Optional.of(values) : Optional.empty();
  }

  /** A record, or a bare number in place of one that requires a single number. */
  private Optional<Object> bindRecord(
      JsonValue node, RecordShape<? extends Record> shape, String path) {
    Optional<String> number = shape.onlyRequiredNumber();
    if (node instanceof JsonValue.Numeral && number.isPresent()) {
      Map<String, JsonValue> values = new LinkedHashMap<>(Map.of(number.get(), node));
      Map<String, JsonValue.Position> names = Map.of(number.get(), node.position());
      return Optional.ofNullable(
          bindFields(new Fields(node.position(), values, names), shape, path, null));
    }
    if (!(node instanceof Fields fields)) {
      String shorter = number.map(name -> " or a number, its " + name).orElse("");
      problems.add(node.position(), path, "must be an object" + shorter + ", was " + node.shown());
      return Optional.empty();
    }
    return Optional.ofNullable(bindFields(fields, shape, path, null));
  }

  /**
   * A record of a choice, chosen by "type"; a bare word stands for a type with all its defaults,
   * and a bare number for the type that requires a single number.
   */
  private Optional<Object> bindChoice(
      JsonValue node, Class<?> choice, String path, boolean hasDefault) {
    Map<String, WordType> types = vocabulary.types(choice);
    Optional<WordType> numeric = vocabulary.ofNumber(choice);
    if (node instanceof JsonValue.Numeral && numeric.isPresent()) {
      return bindRecord(node, numeric.get().shape(), path);
    }
    if (node instanceof JsonValue.Text word) {
      return bindType(emptyObject(node.position()), word, types, path, path);
    }
    if (!(node instanceof Fields fields)) {
      problems.add(
          node.position(),
          path,
          "must be "
              + Words.either(types.keySet())
              + (numeric.isPresent() ? ", a number" : "")
              + ", or an object with such a \"type\", was "
              + node.shown());
      return Optional.empty();
    }
    JsonValue word = fields.values().get("type");
    if (word == null && !hasDefault) {
      problems.add(
          fields.position(), path + ".type", "is required: " + Words.either(types.keySet()));
      return Optional.empty();
    }
    if (word == null) {
      word = new JsonValue.Text(fields.position(), types.keySet().iterator().next());
    }
    return bindType(fields, word, types, path, path + ".type");
  }

  private Optional<Object> bindType(
      Fields fields, JsonValue word, Map<String, WordType> types, String path, String typePath) {
    WordType type = word instanceof JsonValue.Text text ? types.get(text.value()) : null;
    if (type == null) {
      problems.add(
          word.position(),
          typePath,
          "must be "
              + Words.either(types.keySet())
              + ", was "
              + word.shown()
              + ScalarBinder.didYouMean(word, types.keySet()));
      return Optional.empty();
    }
    Choice choice = new Choice(types, ((JsonValue.Text) word).value());
    return Optional.ofNullable(bindFields(fields, type.shape(), path, choice));
  }

  private static Fields emptyObject(JsonValue.Position position) {
    return new Fields(position, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
