package org.vaelab.experiments.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How the numbers of an evaluation are shown. */
public enum ReportFormat {
  /** Columns of text. */
  TEXT("text"),
  /** A table in Markdown. */
  MARKDOWN("markdown"),
  /** A table in LaTeX, with booktabs. */
  LATEX("latex"),
  /** As in evaluation.json. */
  JSON("json");

  private static final List<String> HEAD = List.of("measure", "value", "standard error", "unit");

  private final String word;

  ReportFormat(String word) {
    this.word = word;
  }

  /**
   * The numbers of a report.
   *
   * @param report what was found
   * @return without a line feed at its end
   */
  public String show(EvaluationReport report) {
    return switch (this) {
      case TEXT -> report.title() + "\n" + text(report);
      case MARKDOWN -> report.title() + "\n\n" + markdown(report);
      case LATEX -> "% " + report.title() + "\n" + latex(report);
      case JSON -> report.json().strip();
    };
  }

  private static List<List<String>> all(EvaluationReport report) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    rows.addAll(report.rows());
    return rows;
  }

  private static String text(EvaluationReport report) {
    List<List<String>> rows = all(report);
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join("\n", lines);
  }

  private static String markdown(EvaluationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("| " + String.join(" | ", HEAD) + " |");
    lines.add("|---|---|---|---|");
    report.rows().forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
    return String.join("\n", lines);
  }

  private static String latex(EvaluationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("\\begin{tabular}{lrrl}");
    lines.add("\\toprule");
    lines.add(String.join(" & ", HEAD) + " \\\\");
    lines.add("\\midrule");
    for (List<String> row : report.rows()) {
      lines.add(
          row.stream().map(ReportFormat::escaped).collect(Collectors.joining(" & ", "", " \\\\")));
    }
    lines.add("\\bottomrule");
    lines.add("\\end{tabular}");
    return String.join("\n", lines);
  }

  private static String escaped(String text) {
    return text.replace("_", "\\_").replace("%", "\\%").replace(">", "$>$");
  }

  /** The word of the command line. */
  @Override
  public String toString() {
    return word;
  }
}
