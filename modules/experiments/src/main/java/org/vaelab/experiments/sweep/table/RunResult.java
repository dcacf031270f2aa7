package org.vaelab.experiments.sweep.table;

import java.util.Map;
import org.vaelab.experiments.run.MetricsTable;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.RunPhase;

/**
 * What came out of a run.
 *
 * @param run which one
 * @param phase how far it is
 * @param metrics its epochs so far
 * @param numbers by column: those of its last epoch, and those of its evaluation.json by path
 */
public record RunResult(
    PlannedRun run, RunPhase phase, MetricsTable metrics, Map<String, Double> numbers) {
  /**
   * A number.
   *
   * @param column its name
   * @return NaN where there is none
   */
  public double number(String column) {
    return numbers.getOrDefault(column, Double.NaN);
  }

  /**
   * Whether it was trained to its end.
   *
   * @return true for a finished run
   */
  public boolean isFinished() {
    return phase == RunPhase.FINISHED;
  }
}
