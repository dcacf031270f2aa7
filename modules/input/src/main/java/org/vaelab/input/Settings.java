package org.vaelab.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vaelab.input.InvalidSettingsException.Violation;

/**
 * The range checks of a settings record, collected so that all faults are reported at once.
 *
 * <pre>{@code
 * record TrainingSpec(int epochs, int batchSize) {
 *   TrainingSpec {
 *     new Settings().atLeast("epochs", epochs, 1).atLeast("batchSize", batchSize, 1).check();
 *   }
 * }
 * }</pre>
 */
public final class Settings {
  private final List<Violation> violations = new ArrayList<>();

  /**
   * Requires {@code value >= minimum}.
   *
   * @param field the record component
   * @param value its value
   * @param minimum the smallest allowed value
   * @return this
   */
  public Settings atLeast(String field, long value, long minimum) {
    return require(value >= minimum, field, "must be >= " + minimum + ", was " + value);
  }

  /**
   * Requires {@code minimum <= value <= maximum}.
   *
   * @param field the record component
   * @param value its value
   * @param minimum the smallest allowed value
   * @param maximum the largest allowed value
   * @return this
   */
  public Settings between(String field, long value, long minimum, long maximum) {
    return value > maximum
        ? require(false, field, "must be <= " + maximum + ", was " + value)
        : atLeast(field, value, minimum);
  }

  /**
   * Requires a finite {@code value >= minimum} that float32 can hold.
   *
   * @param field the record component
   * @param value its value
   * @param minimum the smallest allowed value
   * @return this
   */
  public Settings atLeast(String field, double value, double minimum) {
    // The words are put together where they are needed alone: a step of a training checks too.
    if (!(Double.isFinite(value) && value >= minimum)) {
      require(false, field, "must be >= " + number(minimum) + ", was " + number(value));
    }
    return value == 0 ? this : fitsFloat32(field, value);
  }

  /**
   * Requires a finite {@code value > 0} that float32 can hold.
   *
   * @param field the record component
   * @param value its value
   * @return this
   */
  public Settings positive(String field, double value) {
    if (!(Double.isFinite(value) && value > 0)) {
      require(false, field, "must be > 0, was " + number(value));
    }
    return fitsFloat32(field, value);
  }

  /** Arrays are float32: a smaller number would become 0, and a larger one infinite. */
  private Settings fitsFloat32(String field, double value) {
    boolean fits = value >= Float.MIN_NORMAL && value <= Float.MAX_VALUE;
    return fits || !Double.isFinite(value) || value <= 0
        ? this
        : require(
            false,
            field,
            "must be between " + Float.MIN_NORMAL + " and " + Float.MAX_VALUE + ", was " + value);
  }

  /**
   * Requires {@code minimum <= value < limit}.
   *
   * @param field the record component
   * @param value its value
   * @param minimum the smallest allowed value
   * @param limit the first value that is too large
   * @return this
   */
  public Settings within(String field, double value, double minimum, double limit) {
    return require(
        value >= minimum && value < limit,
        field,
        "must be >= " + number(minimum) + " and < " + number(limit) + ", was " + number(value));
  }

  /**
   * Requires {@code holds}.
   *
   * @param holds whether the setting is allowed
   * @param field the record component
   * @param message what is wrong, to be read after the field's name
   * @return this
   */
  public Settings require(boolean holds, String field, String message) {
    if (!holds) {
      violations.add(new Violation(field, message));
    }
    return this;
  }

  /**
   * What did not hold so far.
   *
   * @return empty where all holds
   */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /**
   * Ends the checks.
   *
   * @throws InvalidSettingsException when a requirement did not hold
   */
  public void check() {
    if (!violations.isEmpty()) {
      throw new InvalidSettingsException(violations);
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
