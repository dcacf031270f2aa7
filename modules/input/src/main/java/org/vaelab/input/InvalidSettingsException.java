package org.vaelab.input;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings that a record refuses, all of them at once; thrown by {@link Settings#check()}. */
public final class InvalidSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * One refused setting.
   *
   * @param field the record component
   * @param message what is wrong, to be read after the field's name: "must be >= 1, was 0"
   */
  public record Violation(String field, String message) {}

  private final transient List<Violation> violations;

  /**
   * Settings that were refused.
   *
   * @param violations at least one
   */
  public InvalidSettingsException(List<Violation> violations) {
    super(
        violations.stream()
            .map(violation -> violation.field() + " " + violation.message())
            .collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  /**
   * Runs {@code creation} and keeps what it refuses, named from further outside.
   *
   * @param refused gets each refused setting
   * @param prefix put before its field, for example "encoder."
   * @param creation what may refuse its settings
   * @param <T> what is created
   * @return what was created; null where it was refused
   */
  public static <T> @Nullable T collect(
      List<Violation> refused, String prefix, Supplier<T> creation) {
    try {
      return creation.get();
    } catch (InvalidSettingsException thrown) {
      for (Violation each : thrown.violations) {
        refused.add(new Violation(prefix + each.field(), each.message()));
      }
      return null;
    }
  }

  /**
   * Every refused setting of the record.
   *
   * @return at least one violation
   */
  public List<Violation> violations() {
    return violations;
  }
}
