package org.vaelab.experiments.report;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.comparison.Differences;
import org.vaelab.experiments.comparison.RunState;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.page.PageFiles;
import org.vaelab.experiments.page.Template;
import org.vaelab.experiments.report.RunPart.Line;
import org.vaelab.experiments.run.Durations;
import org.vaelab.experiments.sweep.SweepFolder;

/**
 * A report as it is now.
 *
 * @param runs what it shows of each
 * @param sweep what it shows of the sweep that they are of; null for none
 * @param live whether it is written again while the runs go on
 */
record Report(List<RunPart> runs, @Nullable SweepPart sweep, boolean live) {
  /** Pictures of more runs make a page that no browser likes. */
  private static final int MOST_WITH_PICTURES = 8;

  private static final int MOST_OF_SWEEP = 4;
  private static final int MOST_COLUMNS = 12;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH);

  /** Reads all that is there. */
  static Report of(ReportSubject subject, Doctor doctor, boolean live) {
    Map<Path, String> found = subject.runs();
    SweepFolder folder = subject.sweep();
    SweepFolder.Plan plan = folder == null ? null : folder.plan().orElse(null);
    Set<Path> pictured = pictured(List.copyOf(found.keySet()), plan);
    RunReader reader = new RunReader(doctor);
    List<RunPart> runs = new ArrayList<>();
    found.forEach(
        (run, label) -> runs.add(reader.read(run, runs.size(), label, pictured.contains(run))));
    SweepPart sweep = folder == null || plan == null ? null : SweepPart.of(plan, folder);
    return new Report(runs, sweep, live);
  }

  /** All of few runs, and of a sweep the best. */
  private static Set<Path> pictured(List<Path> runs, SweepFolder.@Nullable Plan plan) {
    if (plan == null) {
      return new HashSet<>(runs.subList(0, Math.min(runs.size(), MOST_WITH_PICTURES)));
    }
    Map<Path, Double> costs = new HashMap<>();
    runs.forEach(run -> costs.put(run, plan.goal().cost(RunSummary.read(run).last(plan.metric()))));
    return new HashSet<>(
        runs.stream()
            .sorted(Comparator.comparingDouble(run -> costs.getOrDefault(run, Double.NaN)))
            .limit(MOST_OF_SWEEP)
            .toList());
  }

  /** Whether another process writes one of its runs. */
  boolean isRunning() {
    return runs.stream().anyMatch(run -> run.summary().state() == RunState.RUNNING);
  }

  /** The page. */
  String html() {
    Map<String, Object> values = new HashMap<>();
    CurveData curves = CurveData.of(runs);
    String title = title();
    values.put("title", title);
    values.put("live", live && isRunning());
    values.put("runs", runs);
    values.put("first", runs.isEmpty() ? null : runs.get(0));
    values.put("several", sweep != null || runs.size() > 1);
    values.put("sweep", sweep);
    values.put("written", ZonedDateTime.now(ZoneOffset.UTC).format(TIME));
    values.put("columns", columns());
    values.put("table", table());
    values.put("differences", differences());
    values.put("evaluated", evaluated());
    values.put("pictures", pictures());
    values.put("unpictured", runs.size() - pictured());
    values.put("epochTables", epochTables());
    values.put("charts", curves.charts());
    values.put("epochs", curves.epochs());
    values.put("data", curves.json());
    values.put("chartScript", PageFiles.uPlotScript());
    values.put("chartStyle", PageFiles.uPlotStyle());
    values.put("reportScript", PageFiles.text("report/report.js"));
    values.put("reportStyle", PageFiles.text("report/report.css"));
    return new Template("report/report.html").with(values);
  }

  private String title() {
    if (sweep != null) {
      return sweep.name();
    }
    List<String> names = runs.stream().map(run -> run.settings().name()).distinct().toList();
    return names.size() == 1 ? names.get(0) : String.format(Locale.ROOT, "%d runs", runs.size());
  }

  /** The test numbers that any run has. */
  private List<String> measures() {
    Set<String> measures = new LinkedHashSet<>();
    for (RunPart run : runs) {
      run.summary().metrics().rows().stream()
          .limit(1)
          .flatMap(row -> row.keySet().stream())
          .filter(column -> column.startsWith("test_"))
          .forEach(measures::add);
    }
    return List.copyOf(measures);
  }

  private List<String> columns() {
    return measures().stream().map(each -> "test " + Numbers.measure(each)).toList();
  }

  /** Epochs, the numbers of the last one, and the time of each run. */
  private List<Line> table() {
    List<Line> lines = new ArrayList<>();
    for (RunPart run : runs) {
      RunSummary summary = run.summary();
      List<String> cells = new ArrayList<>();
      cells.add(summary.metrics().rows().size() + " of " + summary.epochs());
      measures().forEach(column -> cells.add(Numbers.of(column, summary.last(column))));
      cells.add(Durations.words(summary.seconds()));
      lines.add(new Line(run.label(), cells));
    }
    return lines;
  }

  /**
   * The numbers of a run's epochs.
   *
   * @param label of the run
   * @param columns of metrics.csv
   * @param rows one per epoch
   */
  public record EpochTable(String label, List<String> columns, List<List<String>> rows) {}

  private List<EpochTable> epochTables() {
    List<EpochTable> tables = new ArrayList<>();
    for (RunPart run : runs) {
      List<Map<String, Double>> rows = run.summary().metrics().rows();
      if (!rows.isEmpty()) {
        List<String> columns = List.copyOf(rows.get(0).keySet());
        tables.add(
            new EpochTable(
                run.label(),
                columns.stream().map(each -> each.replace('_', ' ')).toList(),
                rows.stream().map(row -> cells(columns, row)).toList()));
      }
    }
    return tables;
  }

  private static List<String> cells(List<String> columns, Map<String, Double> row) {
    return columns.stream()
        .map(column -> Numbers.of(column, row.getOrDefault(column, Double.NaN)))
        .toList();
  }

  /** The settings in which they differ, where they can stand side by side. */
  private List<Line> differences() {
    if (runs.size() < 2 || runs.size() > MOST_COLUMNS) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    Differences.of(runs.stream().map(RunPart::summary).toList())
        .forEach((path, values) -> lines.add(new Line(path, values)));
    return lines;
  }

  /** Each number that any run was measured by, with its error, side by side. */
  private List<Line> evaluated() {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      for (EvaluationPart.Row row : runs.get(i).evaluation().rows()) {
        List<String> cells =
            lines.computeIfAbsent(
                row.name(), name -> new ArrayList<>(Collections.nCopies(runs.size(), "-")));
        cells.set(i, row.value() + (row.error().isEmpty() ? "" : " ± " + row.error()));
      }
    }
    return lines.entrySet().stream()
        .map(entry -> new Line(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The names of the figures that any run has. */
  private List<String> pictures() {
    return runs.stream()
        .flatMap(run -> run.shelf().pictures().stream())
        .map(PictureShelf.Picture::name)
        .distinct()
        .sorted()
        .toList();
  }

  private int pictured() {
    return Math.min(runs.size(), sweep == null ? MOST_WITH_PICTURES : MOST_OF_SWEEP);
  }
}
