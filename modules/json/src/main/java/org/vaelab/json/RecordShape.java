package org.vaelab.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record asks of JSON. Its shortest constructor names the required components and gives all
 * others their defaults; its canonical one checks the values. A component that takes the place of
 * others ({@code layers} that of {@code hidden}) is null by default and has a constructor of its
 * own, which gives the defaults beside it.
 */
final class RecordShape<T extends Record> {
  private static final Map<Class<?>, Object> NUMBERS =
      Map.of(int.class, 1, long.class, 1L, double.class, 1.0);

  private final Constructor<T> canonical;
  private final Constructor<T> shortest;
  private final List<Constructor<T>> all;
  private final RecordComponent[] components;
  private final @Nullable T preset;

  RecordShape(Class<T> type) {
    this(type, null);
  }

  /** A shape whose defaults are those of {@code preset}, where there is one. */
  RecordShape(Class<T> type, @Nullable T preset) {
    this.preset = preset;
    components = type.getRecordComponents();
    canonical = constructor(type, components);
    @SuppressWarnings("unchecked")
    Constructor<T>[] constructors = (Constructor<T>[]) type.getDeclaredConstructors();
    all = List.of(constructors);
    shortest =
        all.stream().min(Comparator.comparingInt(Constructor::getParameterCount)).orElseThrow();
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

  Class<T> type() {
    return canonical.getDeclaringClass();
  }

  Constructor<T> canonical() {
    return canonical;
  }

  Constructor<T> shortest() {
    return shortest;
  }

  RecordComponent[] components() {
    return components;
  }

  List<String> names() {
    return Arrays.stream(components).map(RecordComponent::getName).toList();
  }

  /** The components that a spec must give. */
  List<String> required() {
    if (preset != null) {
      return List.of();
    }
    return Arrays.stream(shortest.getParameters()).map(Parameter::getName).toList();
  }

  /**
   * The values of all components when only the required ones are given. For a required one that is
   * missing as well something valid stands in, so that the others can still be checked.
   */
  Map<String, @Nullable Object> defaults(
      Map<String, @Nullable Object> given, Vocabulary vocabulary) {
    if (preset != null) {
      return values(preset);
    }
    for (RecordComponent component : components) {
      Object value = given.get(component.getName());
      Optional<Constructor<T>> own = ownConstructor(component);
      if (value != null && own.isPresent()) {
        return values(construct(own.get(), new Object[] {value}));
      }
    }
    Object[] arguments =
        Arrays.stream(shortest.getParameters())
            .map(each -> given.getOrDefault(each.getName(), standIn(each.getType(), vocabulary)))
            .toArray();
    return values(construct(shortest, arguments));
  }

  /** The constructor of a component that takes the place of others, which then are none. */
  private Optional<Constructor<T>> ownConstructor(RecordComponent component) {
    return all.stream()
        .filter(each -> isNullable(component) && each.getParameterCount() == 1)
        .filter(each -> each.getParameters()[0].getName().equals(component.getName()))
        .findFirst();
  }

  private static Object standIn(Class<?> type, Vocabulary vocabulary) {
    if (type == String.class) {
      return "missing";
    }
    if (type.isPrimitive()) {
      return NUMBERS.getOrDefault(type, false);
    }
    if (type == Integer.class) {
      return 1;
    }
    if (type == Double.class) {
      return 1.0;
    }
    if (type == Path.class) {
      return Path.of("missing");
    }
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    RecordShape<?> shape =
        vocabulary.isChoice(type)
            ? vocabulary.types(type).values().iterator().next().shape()
            : new RecordShape<>(type.asSubclass(Record.class));
    return shape.create(shape.defaults(Map.of(), vocabulary));
  }

  /** The required component where there is just one, and it is a number. */
  Optional<String> onlyRequiredNumber() {
    Parameter[] parameters = preset == null ? shortest.getParameters() : new Parameter[0];
    boolean single = parameters.length == 1 && parameters[0].getType() == int.class;
    return single ? Optional.of(parameters[0].getName()) : Optional.empty();
  }

  /** Whether a component may be null, which means that there is none. */
  static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
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
