package org.vaelab.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.InputException;

/**
 * Explains the fields of a JSON text from the records that read it, as the {@link JsonSchema} does.
 */
public final class FieldGuide {
  private final Place root;
  private final Vocabulary vocabulary;

  /** An object of the text: a record, with the word that stands for it where it was chosen. */
  private record Place(String path, @Nullable String word, Class<?> type, RecordShape<?> shape) {
    String child(String name) {
      return path.isEmpty() ? name : path + "." + name;
    }

    RecordComponent component(String name) {
      return Arrays.stream(shape.components())
          .filter(each -> each.getName().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * A guide to texts of one kind.
   *
   * @param root the record that the whole text stands for
   * @param vocabulary the words that it may use
   */
  public FieldGuide(Class<? extends Record> root, Vocabulary vocabulary) {
    this.root = new Place("", null, root, new RecordShape<>(root));
    this.vocabulary = vocabulary;
  }

  /**
   * What a field means. A path goes through the words of a choice or past them: {@code
   * training.optimizer.adam.beta1} is one field, and {@code training.optimizer.learningRate} one
   * for each optimizer. A name alone is looked for everywhere.
   *
   * @param path such as {@code training.batchSize}; empty for the text as a whole
   * @return at least one description
   * @throws InputException when there is no such field
   */
  public List<FieldDescription> find(String path) {
    if (path.isEmpty()) {
      return List.of(object(root));
    }
    List<String> steps =
        Arrays.stream(path.split("\\.", -1)).filter(step -> !step.matches("\\d+")).toList();
    List<Place> places = List.of(root);
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      List<Place> here = places.stream().filter(each -> has(each, step)).toList();
      boolean last = i == steps.size() - 1;
      if (!here.isEmpty() && last) {
        return here.stream().map(each -> field(each, step)).toList();
      }
      List<Place> words = places.stream().filter(each -> step.equals(each.word())).toList();
      if (here.isEmpty() && !words.isEmpty()) {
        if (last) {
          return words.stream().map(this::object).toList();
        }
        places = words;
        continue;
      }
      places = here.stream().flatMap(each -> below(each, step).stream()).toList();
      if (places.isEmpty()) {
        return anywhere(path, steps);
      }
    }
    return anywhere(path, steps);
  }

  private List<FieldDescription> anywhere(String path, List<String> steps) {
    Map<String, Place> all = new LinkedHashMap<>();
    Set<Class<?>> seen = new LinkedHashSet<>();
    collect(root, all, seen);
    List<FieldDescription> found = new ArrayList<>();
    all.forEach(
        (each, owner) -> {
          if (steps.size() == 1 && each.endsWith("." + steps.get(0))) {
            found.add(field(owner, steps.get(0)));
          }
        });
    if (found.isEmpty()) {
      throw new InputException(
          "there is no field "
              + path
              + Words.didYouMean(path, all.keySet())
              + " The fields at the top are "
              + Words.all(root.shape().names())
              + ".");
    }
    return found;
  }

  /** Each field with the object that has it; a record that is met again is not entered again. */
  private void collect(Place place, Map<String, Place> all, Set<Class<?>> seen) {
    for (RecordComponent component : place.shape().components()) {
      all.put(place.child(component.getName()), place);
    }
    if (!seen.add(place.type())) {
      return;
    }
    for (String name : place.shape().names()) {
      below(place, name).forEach(each -> collect(each, all, seen));
    }
  }

  private static boolean has(Place place, String name) {
    return place.shape().names().contains(name);
  }

  /** The objects that a field may be. */
  private List<Place> below(Place place, String name) {
    Class<?> type = element(place.component(name).getGenericType());
    String path = place.child(name);
    if (vocabulary.isChoice(type)) {
      List<Place> places = new ArrayList<>();
      vocabulary
          .types(type)
          .forEach(
              (word, each) ->
                  places.add(new Place(path + "." + word, word, each.type(), each.shape())));
      return places;
    }
    return type.isRecord()
        ? List.of(new Place(path, null, type, new RecordShape<>(type.asSubclass(Record.class))))
        : List.of();
  }

  private static Class<?> element(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return element(arguments[arguments.length - 1]);
    }
    return (Class<?>) type;
  }

  private FieldDescription object(Place place) {
    Map<String, String> members = new LinkedHashMap<>();
    for (String name : place.shape().names()) {
      members.put(name, Documentation.of(place.type(), name).orElse(""));
    }
    return new FieldDescription(
        place.path(), meaning(place.type()), "object", null, List.of(), members);
  }

  private FieldDescription field(Place place, String name) {
    RecordComponent component = place.component(name);
    Class<?> type = element(component.getGenericType());
    Map<String, String> members = new LinkedHashMap<>();
    for (Place each : below(place, name)) {
      if (each.word() == null) {
        members.putAll(object(each).members());
      } else {
        members.put(each.word(), meaning(each.type()));
      }
    }
    boolean required = place.shape().required().contains(name);
    return new FieldDescription(
        place.child(name),
        Documentation.of(place.type(), name).orElse(""),
        kind(component, type),
        required ? null : standard(place, name, type),
        Limits.of(place.shape(), component, vocabulary),
        members);
  }

  /** As a spec would say it: a choice by its word. */
  private String standard(Place place, String name, Class<?> type) {
    Object value = place.shape().defaults(Map.of(), vocabulary).get(name);
    if (value != null && vocabulary.isChoice(type) && type.isInstance(value)) {
      return vocabulary.word(type, value);
    }
    if (value instanceof List<?> list && vocabulary.isChoice(type) && !list.isEmpty()) {
      return String.join(", ", list.stream().map(each -> vocabulary.word(type, each)).toList());
    }
    return type.isEnum() && type.isInstance(value)
        ? String.valueOf(value)
        : RecordJson.tree(value, vocabulary).toString();
  }

  private static String meaning(Class<?> type) {
    return Documentation.of(type).orElse("");
  }

  private String kind(RecordComponent component, Class<?> type) {
    String one = kind(type);
    String whole =
        component.getType() == Map.class
            ? "object, each value " + one
            : component.getType() == List.class ? "list of " + one : one;
    return RecordShape.isNullable(component) ? whole + " or null" : whole;
  }

  private String kind(Class<?> type) {
    if (vocabulary.isChoice(type)) {
      return "one of " + String.join(", ", vocabulary.words(type));
    }
    if (type.isRecord()) {
      return "object";
    }
    if (type.isEnum()) {
      return "one of "
          + String.join(
              ", ", Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
    }
    if (type == JsonValue.class) {
      return "any JSON";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class || type == Path.class) {
      return type == Path.class ? "path" : "text";
    }
    return type == double.class || type == Double.class ? "number" : "integer";
  }
}
