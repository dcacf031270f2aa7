package org.vaelab.engine;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Settings that a record refuses, all of them at once; thrown by {@link Settings#check()}. */
public final class InvalidSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * One refused setting.
   *
   * @param field the record component
   * @param message what is wrong, to be read after the field's name: "must be >= 1, was 0"
   * @param allowed the words that would have been right; empty where it is not a choice of words
   */
  public record Violation(String field, String message, List<String> allowed) {}

  private final transient List<Violation> violations;

  InvalidSettingsException(List<Violation> violations) {
    super(
        violations.stream()
            .map(violation -> violation.field() + " " + violation.message())
            .collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  /**
   * Runs {@code creation}, and names what it refuses from further outside.
   *
   * @param prefix for example "encoder."
   * @param creation what may refuse its settings
   * @param <T> what is created
   * @return what was created
   * @throws InvalidSettingsException with the prefix before each field
   */
  public static <T> T prefixed(String prefix, Supplier<T> creation) {
    try {
      return creation.get();
    } catch (InvalidSettingsException refused) {
      throw new InvalidSettingsException(
          refused.violations.stream()
              .map(each -> new Violation(prefix + each.field(), each.message(), each.allowed()))
              .toList());
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
