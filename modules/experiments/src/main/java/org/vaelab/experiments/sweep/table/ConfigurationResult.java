package org.vaelab.experiments.sweep.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * What came out of a configuration over its seeds.
 *
 * @param number of the configuration, from 0
 * @param values of the varied fields as JSON, by path
 * @param runs one for each seed
 */
public record ConfigurationResult(int number, Map<String, String> values, List<RunResult> runs) {
  /**
   * Puts runs together.
   *
   * @param results of all runs
   * @return one for each configuration, in order
   */
  public static List<ConfigurationResult> of(List<RunResult> results) {
    Map<Integer, List<RunResult>> byNumber = new LinkedHashMap<>();
    for (RunResult result : results) {
      byNumber.computeIfAbsent(result.run().configuration(), key -> new ArrayList<>()).add(result);
    }
    List<ConfigurationResult> configurations = new ArrayList<>();
    byNumber.forEach(
        (number, runs) ->
            configurations.add(
                new ConfigurationResult(number, runs.get(0).run().values(), List.copyOf(runs))));
    return configurations;
  }

  /**
   * How many of its runs were trained to their end.
   *
   * @return at most as many as there are seeds
   */
  public int finished() {
    return (int) runs.stream().filter(RunResult::isFinished).count();
  }

  /**
   * Whether all its runs were trained to their end; only then its mean can be compared.
   *
   * @return true where nothing is missing
   */
  public boolean isComplete() {
    return finished() == runs.size();
  }

  /**
   * The most epochs that any of its runs has.
   *
   * @return 0 for none
   */
  public int epochs() {
    return runs.stream().mapToInt(run -> run.metrics().rows().size()).max().orElse(0);
  }

  /**
   * The mean over its runs that have the number.
   *
   * @param column name of the number
   * @return NaN where none has it
   */
  public double mean(String column) {
    return numbers(column).average().orElse(Double.NaN);
  }

  /**
   * The standard deviation over its runs, sqrt(sum (x - mean)^2 / (n - 1)).
   *
   * @param column name of the number
   * @return NaN for fewer than two
   */
  public double deviation(String column) {
    double mean = mean(column);
    long count = numbers(column).count();
    double squares = numbers(column).map(each -> (each - mean) * (each - mean)).sum();
    return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
  }

  private DoubleStream numbers(String column) {
    return runs.stream().mapToDouble(run -> run.number(column)).filter(each -> !Double.isNaN(each));
  }
}
