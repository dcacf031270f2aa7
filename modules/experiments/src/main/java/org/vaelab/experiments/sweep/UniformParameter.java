package org.vaelab.experiments.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.vaelab.json.JsonValue;

/**
 * Numbers of a range, evenly spread.
 *
 * @param min the smallest
 * @param max the largest
 * @param count how many values a grid has, both ends included; required for a grid, and for nothing
 *     else
 * @param when by the path of a parameter before it, with which of that one's values this one is
 *     varied; always where it says nothing
 */
public record UniformParameter(
    double min, double max, @Nullable Integer count, Map<String, List<JsonValue>> when)
    implements Parameter {
  /** Checks the range. */
  public UniformParameter {
    Ranges.check(min, max, count).check();
  }

  /**
   * A range that is drawn from.
   *
   * @param min the smallest
   * @param max the largest
   */
  public UniformParameter(double min, double max) {
    this(min, max, null, Map.of());
  }

  @Override
  public Optional<List<JsonValue>> grid(JsonValue.Position position) {
    return Ranges.grid(count, position, share -> min + share * (max - min));
  }

  @Override
  public JsonValue draw(SplittableRandom random, JsonValue.Position position) {
    return Ranges.value(position, min + random.nextDouble() * (max - min));
  }
}
