package org.vaelab.experiments.sweep.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vaelab.experiments.run.MetricsTable;
import org.vaelab.experiments.sweep.Goal;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.RunPhase;

class SweepTableTest {
  @Test
  void hasMeansAndStandardDeviationsOverSeeds() {
    assertThat(table(Goal.MINIMIZE).csv())
        .isEqualTo(
            """
            configuration,model.latent,data.transform,runs,finished,epochs,loss_mean,loss_std,time_mean,time_std
            0,2,unit,2,2,1,12.0,1.4142135623730951,,
            1,2,"a,b",2,2,1,11.0,0.0,,
            2,4,,2,1,1,1.5,0.7071067811865476,,
            """);
    assertThat(table(Goal.MINIMIZE).runsCsv())
        .startsWith(
            """
            run,configuration,seed,model.latent,data.transform,state,epochs,loss,time
            id0,0,0,2,unit,finished,1,11.0,
            id1,0,1,2,unit,finished,1,13.0,
            """)
        .contains("id5,2,1,4,,failed,1,2.0,");
  }

  @Test
  void theBestOfTheCompleteOnesIsBold() {
    assertThat(table(Goal.MINIMIZE).markdown())
        .contains("| 2 | unit | 2 of 2 | 1 | 12.0000 ± 1.4142 | - |\n")
        .contains("| **2** | **a,b** | **2 of 2** | **1** | **11.0000 ± 0.0000** | **-** |\n")
        .contains("| 4 | - | 1 of 2 | 1 | 1.5000 ± 0.7071 | - |\n");
    assertThat(table(Goal.MAXIMIZE).markdown()).contains("**12.0000 ± 1.4142**");
    assertThat(table(Goal.MINIMIZE).latex())
        .contains("\\textbf{11.0000 $\\pm$ 0.0000}")
        .contains("model.latent & data.transform & runs");
  }

  @Test
  void importanceIsTheShareOfTheVarianceThatAParameterExplainsAlone() {
    List<ConfigurationResult> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Map<String, String> values = new LinkedHashMap<>();
      int a = i / 4;
      int b = i / 2 % 2;
      values.put("a", Integer.toString(a));
      values.put("b", Integer.toString(b));
      values.put("c", Integer.toString(i % 2));
      results.add(configuration(i, values, RunPhase.FINISHED, 3.0 * a + b));
    }

    Map<String, Double> shares = Importance.of(results, "loss");

    assertThat(shares.keySet()).containsExactly("a", "b", "c");
    assertThat(shares).containsEntry("a", 0.9).containsEntry("b", 0.1).containsEntry("c", 0.0);
    assertThat(Importance.of(results.subList(0, 1), "loss")).isEmpty();
  }

  @Test
  void ofManyNumbersFourthsAreCompared() {
    List<ConfigurationResult> results = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Map<String, String> values =
          Map.of("x", Double.toString((i * 7) % 40 / 40.0), "y", Double.toString(i * 11 % 40));
      results.add(configuration(i, values, RunPhase.FINISHED, (i * 7) % 40));
    }

    Map<String, Double> shares = Importance.of(results, "loss");

    assertThat(shares.get("x")).isBetween(0.93, 0.95);
    assertThat(shares.get("y")).isLessThan(0.2);
  }

  private static SweepTable table(Goal goal) {
    Map<String, String> first = new LinkedHashMap<>();
    first.put("model.latent", "2");
    first.put("data.transform", "\"unit\"");
    Map<String, String> second = new LinkedHashMap<>(first);
    second.put("data.transform", "\"a,b\"");
    List<RunResult> runs = new ArrayList<>();
    add(runs, 0, first, RunPhase.FINISHED, 11);
    add(runs, 0, first, RunPhase.FINISHED, 13);
    add(runs, 1, second, RunPhase.FINISHED, 11);
    add(runs, 1, second, RunPhase.FINISHED, 11);
    add(runs, 2, Map.of("model.latent", "4"), RunPhase.FINISHED, 1);
    add(runs, 2, Map.of("model.latent", "4"), RunPhase.FAILED, 2);
    return new SweepTable(ConfigurationResult.of(runs), "loss", goal, List.of("time", "loss"));
  }

  private static ConfigurationResult configuration(
      int number, Map<String, String> values, RunPhase phase, double loss) {
    List<RunResult> runs = new ArrayList<>();
    add(runs, number, values, phase, loss);
    return ConfigurationResult.of(runs).get(0);
  }

  private static void add(
      List<RunResult> runs,
      int configuration,
      Map<String, String> values,
      RunPhase phase,
      double loss) {
    PlannedRun run = new PlannedRun("id" + runs.size(), configuration, runs.size() % 2, values);
    Map<String, Double> row = Map.of("loss", loss);
    runs.add(new RunResult(run, phase, new MetricsTable(List.of(row)), row));
  }
}
