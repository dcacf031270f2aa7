package org.vaelab.experiments.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.vaelab.input.Settings;
import org.vaelab.json.JsonValue;

/**
 * Values one by one.
 *
 * @param values that the field takes, of any kind
 * @param when by the path of a parameter before it, with which of that one's values this one is
 *     varied; always where it says nothing
 */
public record ValuesParameter(List<JsonValue> values, Map<String, List<JsonValue>> when)
    implements Parameter {
  /** Checks that each value is there once. */
  public ValuesParameter {
    values = List.copyOf(values);
    List<String> texts = values.stream().map(JsonValue::json).toList();
    new Settings()
        .require(
            texts.stream().distinct().count() == texts.size(),
            "values",
            "must have each value once, was " + String.join(", ", texts))
        .check();
  }

  /**
   * Values that are always tried.
   *
   * @param values that the field takes
   */
  public ValuesParameter(List<JsonValue> values) {
    this(values, Map.of());
  }

  @Override
  public Optional<List<JsonValue>> grid(JsonValue.Position position) {
    return Optional.of(values);
  }

  @Override
  public JsonValue draw(SplittableRandom random, JsonValue.Position position) {
    return values.get(random.nextInt(values.size()));
  }
}
