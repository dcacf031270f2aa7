package org.vaelab.experiments.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;
import org.vaelab.json.JsonValue;

/** What ranges of numbers have in common. */
final class Ranges {
  /** So that 0.01 is not written 0.010000000000000002. */
  private static final MathContext DIGITS = new MathContext(12);

  private static final int MOST = 1_000_000;

  private Ranges() {}

  static Settings check(double min, double max, @Nullable Integer count) {
    Settings settings =
        new Settings().require(max >= min, "max", "must be >= min (" + min + "), was " + max);
    return count == null ? settings : settings.between("count", count, 2, MOST);
  }

  /** The values at even shares of the way; none without a count. */
  static Optional<List<JsonValue>> grid(
      @Nullable Integer count, JsonValue.Position position, DoubleUnaryOperator at) {
    if (count == null) {
      return Optional.empty();
    }
    double last = count - 1.0;
    return Optional.of(
        IntStream.range(0, count)
            .mapToObj(i -> value(position, at.applyAsDouble(i / last)))
            .toList());
  }

  static JsonValue value(JsonValue.Position position, double value) {
    double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
    return new JsonValue.Numeral(position, Double.toString(rounded));
  }
}
