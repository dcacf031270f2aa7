package org.vaelab.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;
import org.vaelab.models.family.Ability;
import org.vaelab.models.family.ModelSpec;

/**
 * What is measured after the training, besides the test loss of each epoch.
 *
 * @param metrics what to measure; empty for nothing
 * @param importanceSamples K, draws of z per image for the log-likelihood
 * @param split which images
 * @param limit how many of them, from the first on; null for all
 * @param classifier the run whose classifier judges samples; null for one that is trained when it
 *     is needed, on the run's own training images
 */
public record EvaluationSpec(
    List<Metric> metrics,
    int importanceSamples,
    EvaluationSplit split,
    @Nullable Integer limit,
    @Nullable Path classifier) {
  private static final int MOST_SAMPLES = 10_000_000;

  /** Checks the numbers. */
  public EvaluationSpec {
    metrics = List.copyOf(metrics);
    Settings settings =
        new Settings()
            .between("importanceSamples", importanceSamples, 1, MOST_SAMPLES)
            .require(
                metrics.stream().distinct().count() == metrics.size(),
                "metrics",
                "must have each metric once, was " + metrics);
    if (limit != null) {
      settings.atLeast("limit", limit, 1);
    }
    settings.check();
  }

  /** Nothing; 1,000 draws and all test images where a command names metrics. */
  public EvaluationSpec() {
    this(List.of(), 1000, EvaluationSplit.TEST, null, null);
  }

  /**
   * Why a model cannot be measured so.
   *
   * @param model that is trained
   * @param labelled whether its images have labels
   * @return a line for each metric that is impossible; empty where all is well
   */
  public List<String> refused(ModelSpec model, boolean labelled) {
    List<String> refused = new ArrayList<>();
    for (Metric metric : metrics) {
      Set<Ability> missing = EnumSet.noneOf(Ability.class);
      missing.addAll(metric.needs());
      missing.removeAll(model.abilities());
      if (!missing.isEmpty()) {
        refused.add("\"" + metric + "\" needs a model that " + missing.iterator().next());
      } else if (metric.needsConditional() && !model.conditional()) {
        refused.add("\"" + metric + "\" needs a conditional model");
      } else if (metric.needsLabels() && !labelled) {
        refused.add("\"" + metric + "\" needs images with labels");
      }
    }
    return refused;
  }

  /**
   * All that can be measured of a model.
   *
   * @param model that is trained
   * @param labelled whether its images have labels
   * @return this with those metrics
   */
  public EvaluationSpec all(ModelSpec model, boolean labelled) {
    List<Metric> possible = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      if (!metric.onlyOnDemand() && with(List.of(metric)).refused(model, labelled).isEmpty()) {
        possible.add(metric);
      }
    }
    return with(possible);
  }

  private EvaluationSpec with(List<Metric> others) {
    return new EvaluationSpec(others, importanceSamples, split, limit, classifier);
  }
}
