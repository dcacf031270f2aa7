package org.vaelab.experiments.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.vaelab.json.JsonValue;

/** What a field of the spec is varied over. */
public sealed interface Parameter
    permits ValuesParameter, UniformParameter, LogUniformParameter, IntUniformParameter {
  /**
   * On which values of parameters before it this one depends.
   *
   * @return by path those values, with one of which this parameter is varied; with others the field
   *     is what the base says
   */
  Map<String, List<JsonValue>> when();

  /**
   * The values of a grid.
   *
   * @param position where the parameter stands, which the values get where they have none
   * @return at least one; empty where a grid cannot be made of it
   */
  Optional<List<JsonValue>> grid(JsonValue.Position position);

  /**
   * Why no grid can be made of it.
   *
   * @return words to be read after its path
   */
  default String noGrid() {
    return "needs count, the number of its values in a grid";
  }

  /**
   * One value at random.
   *
   * @param random gives the same value from the same state
   * @param position where the parameter stands
   * @return a value
   */
  JsonValue draw(SplittableRandom random, JsonValue.Position position);

  /**
   * Whether its values are better shown on a logarithmic axis.
   *
   * @return true where they are spread so
   */
  default boolean isLogarithmic() {
    return false;
  }
}
