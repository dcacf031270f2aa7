package org.vaelab.experiments.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.vaelab.json.JsonValue;

/**
 * Positive numbers of a range whose logarithms are evenly spread.
 *
 * @param min the smallest
 * @param max the largest
 * @param count how many values a grid has, both ends included; required for a grid, and for nothing
 *     else
 * @param when by the path of a parameter before it, with which of that one's values this one is
 *     varied; always where it says nothing
 */
public record LogUniformParameter(
    double min, double max, @Nullable Integer count, Map<String, List<JsonValue>> when)
    implements Parameter {
  /** Checks the range. */
  public LogUniformParameter {
    Ranges.check(min, max, count).positive("min", min).check();
  }

  /**
   * A range that is drawn from.
   *
   * @param min the smallest
   * @param max the largest
   */
  public LogUniformParameter(double min, double max) {
    this(min, max, null, Map.of());
  }

  private double at(double share) {
    return Math.exp(Math.log(min) + share * (Math.log(max) - Math.log(min)));
  }

  @Override
  public Optional<List<JsonValue>> grid(JsonValue.Position position) {
    return Ranges.grid(count, position, this::at);
  }

  @Override
  public JsonValue draw(SplittableRandom random, JsonValue.Position position) {
    return Ranges.value(position, at(random.nextDouble()));
  }

  @Override
  public boolean isLogarithmic() {
    return true;
  }
}
