package org.vaelab.experiments.sweep.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much of the differences between configurations each parameter explains alone: the correlation
 * ratio (Fisher), sum over groups n_g (mean_g - mean)^2 / sum (x - mean)^2 of the metric's means, 0
 * to 1. A group is the configurations with one value, or of a parameter with more than {@value
 * #MOST_GROUPS} numbers those of a fourth of them, in their order.
 */
public final class Importance {
  private static final int MOST_GROUPS = 8;
  private static final int QUANTILES = 4;

  private Importance() {}

  /**
   * The shares.
   *
   * @param configurations of which the complete ones count
   * @param metric name of the number
   * @return by path of the parameter, the largest first; empty where the metric does not vary
   */
  public static Map<String, Double> of(List<ConfigurationResult> configurations, String metric) {
    List<ConfigurationResult> complete =
        configurations.stream()
            .filter(each -> each.isComplete() && Double.isFinite(each.mean(metric)))
            .toList();
    double mean = mean(complete, metric);
    double total = complete.stream().mapToDouble(each -> square(each.mean(metric) - mean)).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    if (complete.size() < 2 || total == 0) {
      return shares;
    }
    for (String path : Columns.varied(complete)) {
      double between =
          groups(complete, path).stream()
              .mapToDouble(group -> group.size() * square(mean(group, metric) - mean))
              .sum();
      shares.put(path, between / total);
    }
    Map<String, Double> sorted = new LinkedHashMap<>();
    shares.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(each -> sorted.put(each.getKey(), each.getValue()));
    return sorted;
  }

  private static List<List<ConfigurationResult>> groups(
      List<ConfigurationResult> complete, String path) {
    Map<String, List<ConfigurationResult>> byValue = new LinkedHashMap<>();
    for (ConfigurationResult each : complete) {
      byValue
          .computeIfAbsent(each.values().getOrDefault(path, ""), key -> new ArrayList<>())
          .add(each);
    }
    boolean numbers =
        byValue.keySet().stream().allMatch(value -> Columns.number(value).isPresent());
    if (byValue.size() <= MOST_GROUPS || !numbers) {
      return List.copyOf(byValue.values());
    }
    List<ConfigurationResult> sorted = new ArrayList<>(complete);
    sorted.sort(Comparator.comparingDouble(each -> position(each, path)));
    List<List<ConfigurationResult>> quantiles = new ArrayList<>();
    for (int i = 0; i < QUANTILES; i++) {
      quantiles.add(
          sorted.subList(i * sorted.size() / QUANTILES, (i + 1) * sorted.size() / QUANTILES));
    }
    return quantiles;
  }

  private static double position(ConfigurationResult each, String path) {
    Optional<Double> number = Columns.number(each.values().getOrDefault(path, ""));
    return number.orElse(Double.NaN);
  }

  private static double mean(List<ConfigurationResult> some, String metric) {
    return some.stream().mapToDouble(each -> each.mean(metric)).average().orElse(Double.NaN);
  }

  private static double square(double value) {
    return value * value;
  }
}
