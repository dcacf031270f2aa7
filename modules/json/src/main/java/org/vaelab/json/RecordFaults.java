package org.vaelab.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a record cannot be made of JSON, found before any is. */
public final class RecordFaults {
  private static final Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          Path.class,
          boolean.class,
          int.class,
          Integer.class,
          long.class,
          double.class,
          Double.class);

  private RecordFaults() {}

  /**
   * Looks at a record, and at those in it.
   *
   * @param type of the record
   * @param vocabulary all words that its fields may use
   * @return what is wrong, as a part of a sentence; empty where nothing is
   */
  public static Optional<String> of(Class<? extends Record> type, Vocabulary vocabulary) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!Modifier.isPublic(each.getModifiers())) {
        return Optional.of(
            "the record " + type.getName() + " and what it stands in must be public");
      }
    }
    RecordShape<?> shape = new RecordShape<>(type);
    return ofConstructor(type, shape).or(() -> ofComponents(type, shape, vocabulary));
  }

  private static Optional<String> ofConstructor(Class<?> type, RecordShape<?> shape) {
    for (Constructor<?> constructor : List.of(shape.canonical(), shape.shortest())) {
      if (!Modifier.isPublic(constructor.getModifiers())) {
        return Optional.of("the constructors of the record " + type.getName() + " must be public");
      }
    }
    for (Parameter parameter : shape.shortest().getParameters()) {
      if (!shape.names().contains(parameter.getName())) {
        return Optional.of(
            "the parameters of the record "
                + type.getName()
                + "'s shortest constructor must be called as its components are, and one is called "
                + parameter.getName()
                + (parameter.isNamePresent() ? "" : "; compile it with javac -parameters"));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofComponents(
      Class<?> type, RecordShape<?> shape, Vocabulary vocabulary) {
    for (RecordComponent component : shape.components()) {
      if (!isBindable(component.getGenericType(), vocabulary)) {
        return Optional.of(
            "the component "
                + component.getName()
                + " of the record "
                + type.getName()
                + " cannot be given in JSON: it must be an int, long, double, boolean, String, Path,"
                + " enum, choice, record or a List of them, was "
                + component.getGenericType().getTypeName());
      }
    }
    return Optional.empty();
  }

  private static boolean isBindable(Type type, Vocabulary vocabulary) {
    if (type instanceof ParameterizedType list) {
      return list.getRawType() == List.class
          && isBindable(list.getActualTypeArguments()[0], vocabulary);
    }
    return type instanceof Class<?> plain
        && (SCALARS.contains(plain)
            || plain.isEnum()
            || vocabulary.isChoice(plain)
            || (plain.isRecord() && of(plain.asSubclass(Record.class), vocabulary).isEmpty()));
  }
}
