package org.vaelab.models;

import java.util.List;
import org.vaelab.engine.Settings;

/** The rule for lists of layer widths. */
final class LayerWidths {
  private LayerWidths() {}

  static void check(String field, List<Integer> widths) {
    new Settings()
        .require(
            widths.stream().allMatch(width -> width >= 1),
            field,
            "must be widths >= 1, was " + widths)
        .check();
  }
}
