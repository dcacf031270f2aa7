package org.vaelab.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was measured over a set of images: means an image, losses in nats.
 *
 * @param values by name, in the order of the CSV columns; the first is what was minimised
 */
public record Measures(Map<String, Double> values) {
  /** Copies the values and keeps their order. */
  public Measures {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static Measures of(List<String> names, double[] means) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < means.length; i++) {
      values.put(names.get(i), means[i]);
    }
    return new Measures(values);
  }

  /**
   * What was minimised.
   *
   * @return nats per image
   */
  public double loss() {
    return get("loss");
  }

  /**
   * One of the values.
   *
   * @param name such as kl
   * @return its mean
   * @throws NullPointerException when nothing of that name was measured
   */
  public double get(String name) {
    return Objects.requireNonNull(values.get(name), () -> name + " is not measured");
  }
}
