package org.vaelab.experiments.sweep;

import java.util.List;
import java.util.Map;
import org.vaelab.json.JsonValue;

/**
 * Configurations one by one.
 *
 * @param runs of each the values that differ from the base, by path
 */
public record RunList(List<Map<String, JsonValue>> runs) implements SweepMethod {
  /** Copies the list. */
  public RunList {
    runs = List.copyOf(runs);
  }
}
