package org.vaelab.experiments.sweep.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.vaelab.experiments.sweep.Goal;

/**
 * The table of a sweep: a row for each configuration, with the means and standard deviations over
 * its seeds.
 *
 * @param configurations in the order of the sweep
 * @param metric what the best is chosen by
 * @param goal which numbers of the metric are good
 * @param columns more numbers that are shown
 */
public record SweepTable(
    List<ConfigurationResult> configurations, String metric, Goal goal, List<String> columns) {
  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

  private static final String NONE = "-";

  /** The metric is the first of the columns. */
  public SweepTable {
    List<String> all = new ArrayList<>(List.of(metric));
    columns.stream().filter(column -> !column.equals(metric)).forEach(all::add);
    columns = List.copyOf(all);
  }

  /**
   * The best of the complete configurations.
   *
   * @return empty where none is complete; of equals the first
   */
  public Optional<ConfigurationResult> best() {
    return configurations.stream()
        .filter(each -> each.isComplete() && Double.isFinite(each.mean(metric)))
        .min(Comparator.comparingDouble(each -> goal.cost(each.mean(metric))));
  }

  /**
   * A row for each configuration, with all digits: the same runs give the same bytes.
   *
   * @return CSV by RFC 4180 but for line feeds alone
   */
  public String csv() {
    List<String> paths = Columns.varied(configurations);
    List<Object> head = new ArrayList<>(List.of("configuration"));
    head.addAll(paths);
    head.addAll(List.of("runs", "finished", "epochs"));
    for (String column : columns) {
      head.add(column + "_mean");
      head.add(column + "_std");
    }
    List<List<Object>> rows = new ArrayList<>();
    for (ConfigurationResult each : configurations) {
      List<Object> row = new ArrayList<>(List.of(each.number()));
      paths.forEach(path -> row.add(Columns.plain(each.values().getOrDefault(path, ""))));
      row.addAll(List.of(each.runs().size(), each.finished(), each.epochs()));
      for (String column : columns) {
        row.add(exact(each.mean(column)));
        row.add(exact(each.deviation(column)));
      }
      rows.add(row);
    }
    return csv(head, rows);
  }

  /**
   * A row for each run.
   *
   * @return CSV as {@link #csv}
   */
  public String runsCsv() {
    List<String> paths = Columns.varied(configurations);
    List<Object> head = new ArrayList<>(List.of("run", "configuration", "seed"));
    head.addAll(paths);
    head.addAll(List.of("state", "epochs"));
    head.addAll(columns);
    List<List<Object>> rows = new ArrayList<>();
    for (ConfigurationResult each : configurations) {
      for (RunResult result : each.runs()) {
        List<Object> row =
            new ArrayList<>(List.of(result.run().id(), each.number(), result.run().seed()));
        paths.forEach(path -> row.add(Columns.plain(each.values().getOrDefault(path, ""))));
        row.addAll(List.of(result.phase(), result.metrics().rows().size()));
        columns.forEach(column -> row.add(exact(result.number(column))));
        rows.add(row);
      }
    }
    return csv(head, rows);
  }

  private static String csv(List<Object> head, List<List<Object>> rows) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, CSV)) {
      printer.printRecord(head);
      printer.printRecords(rows);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** All digits; nothing for no number. */
  private static String exact(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  /**
   * For people and web pages, the best in bold.
   *
   * @return a Markdown table, ending in a line feed
   */
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(line(head(), "| ", " | ", " |"));
    lines.add(line(head().stream().map(name -> "---").toList(), "|", "|", "|"));
    for (ConfigurationResult each : configurations) {
      boolean bold = best().filter(best -> best.number() == each.number()).isPresent();
      List<String> cells = new ArrayList<>();
      for (String cell : cells(each, " ± ")) {
        String escaped = cell.replace("|", "\\|");
        cells.add(bold && !cell.isEmpty() ? "**" + escaped + "**" : escaped);
      }
      lines.add(line(cells, "| ", " | ", " |"));
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * For papers, the best in bold.
   *
   * @return a tabular environment of LaTeX, ending in a line feed; it needs no package
   */
  public String latex() {
    List<String> lines = new ArrayList<>();
    lines.add("\\begin{tabular}{" + "l".repeat(head().size()) + "}");
    lines.add("\\hline");
    lines.add(line(head().stream().map(SweepTable::escaped).toList(), "", " & ", " \\\\"));
    lines.add("\\hline");
    for (ConfigurationResult each : configurations) {
      boolean bold = best().filter(best -> best.number() == each.number()).isPresent();
      List<String> cells = new ArrayList<>();
      for (String cell : cells(each, " ± ")) {
        String escaped = escaped(cell).replace("±", "$\\pm$");
        cells.add(bold && !cell.isEmpty() ? "\\textbf{" + escaped + "}" : escaped);
      }
      lines.add(line(cells, "", " & ", " \\\\"));
    }
    lines.add("\\hline");
    lines.add("\\end{tabular}");
    return String.join("\n", lines) + "\n";
  }

  private static String line(List<String> cells, String start, String between, String end) {
    return start + String.join(between, cells) + end;
  }

  private List<String> head() {
    List<String> head = new ArrayList<>(Columns.varied(configurations));
    head.add("runs");
    head.add("epochs");
    head.addAll(columns);
    return head;
  }

  private List<String> cells(ConfigurationResult each, String between) {
    List<String> cells = new ArrayList<>();
    Columns.varied(configurations)
        .forEach(path -> cells.add(Columns.plain(each.values().getOrDefault(path, NONE))));
    cells.add(each.finished() + " of " + each.runs().size());
    cells.add(Integer.toString(each.epochs()));
    for (String column : columns) {
      double deviation = each.deviation(column);
      cells.add(
          rounded(each.mean(column))
              + (Double.isNaN(deviation) ? "" : between + rounded(deviation)));
    }
    return cells;
  }

  private static String rounded(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\textbackslash ")
        .replaceAll("([&%$#_{}])", "\\\\$1")
        .replace("~", "\\textasciitilde ")
        .replace("^", "\\textasciicircum ");
  }
}
