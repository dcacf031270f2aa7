package org.vaelab.training.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.vaelab.models.family.Learner;

/**
 * What was measured over a set of images: means an image, losses in nats.
 *
 * @param values by name, in the order of the CSV columns; the first is what was minimised
 * @param derived what follows from the values, by names of its own; in the columns behind all
 *     others
 */
public record Measures(Map<String, Double> values, Map<String, Double> derived) {
  /** Copies the values and keeps their order. */
  public Measures {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    derived = Collections.unmodifiableMap(new LinkedHashMap<>(derived));
  }

  /**
   * What was measured, and nothing that follows from it.
   *
   * @param values by name
   */
  public Measures(Map<String, Double> values) {
    this(values, Map.of());
  }

  /** The same with all that follows from it. */
  Measures completed(Learner learner, double logJacobian) {
    return new Measures(values, learner.derived(values, logJacobian));
  }

  /**
   * Those of the derived values that say something else than the loss.
   *
   * @return their names, in order; without those that differ from it by rounding alone
   */
  public List<String> telling() {
    double rounding = Math.max(0.005, 1e-6 * Math.abs(loss()));
    return derived.keySet().stream()
        .filter(name -> Math.abs(get(name) - loss()) > rounding)
        .toList();
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
   * One of the values, or of those that follow from them.
   *
   * @param name such as kl
   * @return its mean
   * @throws NullPointerException when nothing of that name was measured
   */
  public double get(String name) {
    Double value = values.containsKey(name) ? values.get(name) : derived.get(name);
    return Objects.requireNonNull(value, () -> name + " is not measured");
  }
}
