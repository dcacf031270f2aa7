package org.vaelab.experiments.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.vaelab.input.Settings;
import org.vaelab.json.JsonValue;

/**
 * Whole numbers of a range; a grid has all of them.
 *
 * @param min the smallest
 * @param max the largest
 * @param when by the path of a parameter before it, with which of that one's values this one is
 *     varied; always where it says nothing
 */
public record IntUniformParameter(long min, long max, Map<String, List<JsonValue>> when)
    implements Parameter {
  private static final int MOST = 1_000_000;

  /** Checks the range. */
  public IntUniformParameter {
    new Settings()
        .require(max >= min, "max", "must be >= min (" + min + "), was " + max)
        .require(
            max < min || (max - min >= 0 && max - min < MOST),
            "max",
            "must give at most a million whole numbers with min (" + min + "), was " + max)
        .check();
  }

  /**
   * A range.
   *
   * @param min the smallest
   * @param max the largest
   */
  public IntUniformParameter(long min, long max) {
    this(min, max, Map.of());
  }

  private static JsonValue value(JsonValue.Position position, long value) {
    return new JsonValue.Numeral(position, Long.toString(value));
  }

  @Override
  public Optional<List<JsonValue>> grid(JsonValue.Position position) {
    return Optional.of(
        LongStream.rangeClosed(min, max).mapToObj(each -> value(position, each)).toList());
  }

  @Override
  public JsonValue draw(SplittableRandom random, JsonValue.Position position) {
    return value(position, random.nextLong(min, max + 1));
  }
}
