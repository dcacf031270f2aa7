package org.vaelab.experiments.spec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record asks of JSON. Its shortest constructor names the required components and gives all
 * others their defaults; its canonical one checks the values.
 */
final class RecordShape<T extends Record> {
  private final Constructor<T> canonical;
  private final Constructor<T> shortest;
  private final RecordComponent[] components;

  RecordShape(Class<T> type) {
    components = type.getRecordComponents();
    canonical = constructor(type, components);
    @SuppressWarnings("unchecked")
    Constructor<T>[] all = (Constructor<T>[]) type.getDeclaredConstructors();
    shortest =
        Arrays.stream(all)
            .min(Comparator.comparingInt(Constructor::getParameterCount))
            .orElseThrow();
  }

  private static <T> Constructor<T> constructor(Class<T> type, RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException impossible) {
      throw new AssertionError("every record has its canonical constructor", impossible);
    }
  }

  RecordComponent[] components() {
    return components;
  }

  List<String> names() {
    return Arrays.stream(components).map(RecordComponent::getName).toList();
  }

  List<String> required() {
    return Arrays.stream(shortest.getParameters()).map(Parameter::getName).toList();
  }

  /**
   * The values of all components when only the required ones are given. For a required one that is
   * missing as well something valid stands in, so that the others can still be checked.
   */
  Map<String, @Nullable Object> defaults(Map<String, @Nullable Object> given) {
    Object[] arguments =
        Arrays.stream(shortest.getParameters())
            .map(each -> given.getOrDefault(each.getName(), standIn(each.getType())))
            .toArray();
    return values(construct(shortest, arguments));
  }

  private static Object standIn(Class<?> type) {
    if (type == String.class) {
      return "missing";
    }
    RecordShape<?> shape = new RecordShape<>(type.asSubclass(Record.class));
    return shape.create(shape.defaults(Map.of()));
  }

  /** The record of {@code values}, which must have every component. */
  T create(Map<String, @Nullable Object> values) {
    return construct(canonical, names().stream().map(values::get).toArray());
  }

  private Map<String, @Nullable Object> values(T instance) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      try {
        values.put(component.getName(), component.getAccessor().invoke(instance));
      } catch (ReflectiveOperationException impossible) {
        throw new LinkageError("a public record's accessor is public", impossible);
      }
    }
    return values;
  }

  /** Passes on what the constructor threw, such as {@code InvalidSettingsException}. */
  private static <T> T construct(Constructor<T> constructor, Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(thrown);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("spec records are public", impossible);
    }
  }
}
