package org.vaelab.experiments.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.vaelab.experiments.report.RunPart.Line;
import org.vaelab.experiments.sweep.PlannedRun;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.experiments.sweep.table.ConfigurationResult;
import org.vaelab.experiments.sweep.table.Importance;
import org.vaelab.experiments.sweep.table.ResultReader;
import org.vaelab.experiments.sweep.table.SweepTable;

/**
 * What a report shows of a sweep besides its runs.
 *
 * @param name of the sweep
 * @param metric what the best is chosen by, and which numbers are good
 * @param columns the heads of its table
 * @param rows the table: the configuration's number, then the cells
 * @param best the number of the best configuration; empty where none is complete
 * @param importance the share that each parameter explains, in percent
 * @param waiting how many runs were not begun yet, in words; may be empty
 */
public record SweepPart(
    String name,
    String metric,
    List<String> columns,
    List<Line> rows,
    String best,
    List<Line> importance,
    String waiting) {
  /** Of a sweep's folder. */
  static SweepPart of(SweepFolder.Plan plan, SweepFolder folder) {
    SweepTable table =
        new SweepTable(
            ConfigurationResult.of(new ResultReader(folder).read(plan.runs())),
            plan.metric(),
            plan.goal(),
            List.of());
    Set<String> varied = new LinkedHashSet<>();
    plan.runs().forEach(run -> varied.addAll(run.values().keySet()));
    List<String> columns = new ArrayList<>(varied);
    columns.addAll(List.of("finished", "epochs", plan.metric(), "deviation"));
    List<Line> rows = new ArrayList<>();
    table.configurations().forEach(each -> rows.add(row(each, varied, plan.metric())));
    List<Line> importance = new ArrayList<>();
    Importance.of(table.configurations(), plan.metric())
        .forEach(
            (path, share) ->
                importance.add(
                    new Line(path, List.of(String.format(Locale.ROOT, "%.1f %%", 100 * share)))));
    long begun = plan.runs().stream().filter(run -> folder.summary(run.id()).isPresent()).count();
    long waiting = plan.runs().size() - begun;
    return new SweepPart(
        String.valueOf(folder.path().getFileName()),
        plan.metric() + ", to be " + plan.goal() + "d",
        columns,
        rows,
        table.best().map(each -> Integer.toString(each.number())).orElse(""),
        importance,
        waiting == 0 ? "" : waiting + " of " + plan.runs().size() + " runs are not begun yet.");
  }

  private static Line row(ConfigurationResult each, Set<String> varied, String metric) {
    List<String> cells = new ArrayList<>();
    varied.forEach(path -> cells.add(plain(each.values().getOrDefault(path, "-"))));
    cells.add(each.finished() + " of " + each.runs().size());
    cells.add(Integer.toString(each.epochs()));
    cells.add(Numbers.of(metric, each.mean(metric)));
    double deviation = each.deviation(metric);
    cells.add(Double.isNaN(deviation) ? "-" : Numbers.of(metric, deviation));
    return new Line(Integer.toString(each.number()), cells);
  }

  /** What tells a run from the others of its sweep. */
  static Map<Path, String> labels(SweepFolder.Plan plan, SweepFolder folder) {
    boolean seeds = plan.runs().stream().map(PlannedRun::seed).distinct().count() > 1;
    Map<Path, String> labels = new LinkedHashMap<>();
    for (PlannedRun run : plan.runs()) {
      List<String> words = new ArrayList<>();
      run.values()
          .forEach(
              (path, value) ->
                  words.add(path.substring(path.lastIndexOf('.') + 1) + " " + plain(value)));
      if (seeds || words.isEmpty()) {
        words.add("seed " + run.seed());
      }
      labels.put(folder.run(run.id()), String.join(", ", words));
    }
    return labels;
  }

  private static String plain(String json) {
    return json.replaceAll("^\"(.*)\"$", "$1");
  }
}
