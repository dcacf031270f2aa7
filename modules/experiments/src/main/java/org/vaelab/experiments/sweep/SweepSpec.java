package org.vaelab.experiments.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vaelab.input.Settings;
import org.vaelab.json.JsonValue;

/**
 * A sweep: many runs from one experiment file.
 *
 * @param name what the sweep is called, and its folder
 * @param description one sentence
 * @param base the experiment file that all runs have in common, relative to the sweep's folder
 * @param set fields of the base that are changed for all runs, by path
 * @param method how the configurations are chosen
 * @param parameters what is varied, by the path of a field in the spec
 * @param seeds each configuration is run with each of these; empty for the seed of the base
 * @param metric a column of metrics.csv that says how good a run is; the last epoch counts
 * @param goal which numbers of the metric are good
 * @param retries how often a run that failed is tried again from its checkpoint; a diverged one is
 *     not
 * @param threads that an operation of a run may use; other numbers give other roundings, so that it
 *     is part of what a run is
 */
public record SweepSpec(
    String name,
    String description,
    Path base,
    Map<String, JsonValue> set,
    SweepMethod method,
    Map<String, Parameter> parameters,
    List<Long> seeds,
    String metric,
    Goal goal,
    int retries,
    int threads) {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

  /** The folder of all sweeps' runs, beside those of the sweeps. */
  public static final String RUNS = "runs";

  /** Checks what can be checked without the base. */
  public SweepSpec {
    seeds = List.copyOf(seeds);
    new Settings()
        .require(
            name.matches(NAME) && !name.equals(RUNS),
            "name",
            "must be letters, digits, '.', '_' and '-', and not runs, because a folder is named"
                + " after it, was \""
                + name
                + "\"")
        .require(
            seeds.stream().distinct().count() == seeds.size(),
            "seeds",
            "must have each seed once, was " + seeds)
        .between("retries", retries, 0, 100)
        .between("threads", threads, 1, 1024)
        .check();
  }

  /**
   * What is required; the rest has defaults.
   *
   * @param name of the sweep
   * @param base the experiment file
   */
  public SweepSpec(String name, Path base) {
    this(
        name,
        "",
        base,
        Map.of(),
        new GridSearch(),
        Map.of(),
        List.of(),
        "test_loss",
        Goal.MINIMIZE,
        1,
        1);
  }
}
