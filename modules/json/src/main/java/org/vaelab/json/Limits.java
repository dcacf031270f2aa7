package org.vaelab.json;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.input.InvalidSettingsException.Violation;

/**
 * What a field may be, found by trying: a record refuses what is out of range in words of its own,
 * so that what is said here cannot differ from what is checked.
 */
final class Limits {
  private static final Map<Class<?>, List<Object>> TRIED =
      Map.of(
          int.class, List.of(-1, 0, Integer.MAX_VALUE),
          Integer.class, List.of(-1, 0, Integer.MAX_VALUE),
          long.class, List.of(-1L, 0L, Long.MAX_VALUE),
          double.class, List.of(-1.0, 0.0, 1.0, 1e30),
          Double.class, List.of(-1.0, 0.0, 1.0, 1e30),
          String.class, List.of("?"));

  private Limits() {}

  /** Such as "must be >= 1"; empty where nothing that was tried is refused. */
  static List<String> of(RecordShape<?> shape, RecordComponent component, Vocabulary vocabulary) {
    Set<String> limits = new LinkedHashSet<>();
    for (Object tried : TRIED.getOrDefault(component.getType(), List.of())) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      values.putAll(shape.defaults(Map.of(), vocabulary));
      values.put(component.getName(), tried);
      for (Violation refused : refused(shape, values)) {
        if (refused.field().equals(component.getName())) {
          limits.add(refused.message().replaceFirst(", was .*", ""));
        }
      }
    }
    return new ArrayList<>(limits);
  }

  private static List<Violation> refused(
      RecordShape<?> shape, Map<String, @Nullable Object> values) {
    try {
      shape.create(values);
      return List.of();
    } catch (InvalidSettingsException refusal) {
      return refusal.violations();
    } catch (RuntimeException other) {
      // Of the value's own kind: it says nothing about a range.
      return List.of();
    }
  }
}
