package org.vaelab.experiments.reproduction;

import java.nio.file.Path;
import java.util.List;
import org.vaelab.experiments.reproduction.Reproduction.Outcome;
import org.vaelab.experiments.reproduction.Reproduction.Results;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.reproduction.SystemPage.Shown;
import org.vaelab.experiments.run.RunFiles;

/**
 * The reproduction as Markdown.
 *
 * @param folder the page will be in
 * @param quick whether runs were cut
 */
record MarkdownPage(Path folder, boolean quick) {
  String text(List<Results> all) {
    StringBuilder page = new StringBuilder("# Published figures, and ours\n\n");
    page.append(PageWords.introduction(quick)).append('\n');
    for (Results results : all) {
      page.append("\n## ").append(results.system().title()).append("\n\n");
      page.append(results.system().about()).append('\n');
      results.system().rows().forEach(row -> row(page, results, row));
    }
    return page.toString();
  }

  private void row(StringBuilder page, Results results, Row row) {
    page.append("\n### ").append(row.figure()).append("\n\n**Published:** ");
    page.append(row.published()).append("\n\n");
    row.pictures().forEach(shown -> picture(page, results, shown));
    if (!row.why().isEmpty()) {
      page.append("> ").append(row.why()).append("\n\n");
    }
    if (!row.checks().isEmpty()) {
      page.append("| number | ours | reference | tolerance | verdict | source |\n");
      page.append("|---|---|---|---|---|---|\n");
      row.checks().forEach(check -> check(page, results, check));
    }
  }

  private void picture(StringBuilder page, Results results, Shown shown) {
    Outcome outcome = PageWords.outcome(results, shown.run());
    if (outcome.failure() != null) {
      page.append(shown.run()).append(" was not run: ").append(outcome.failure()).append("\n\n");
      return;
    }
    if (!PageWords.isThere(outcome, shown)) {
      page.append(shown.caption()).append(" is behind the cut ");
      page.append(PageWords.provenance(outcome)).append("\n\n");
      return;
    }
    Path picture = outcome.run().folder().resolve(RunFiles.FIGURES).resolve(shown.picture());
    page.append("![").append(shown.caption()).append("](");
    page.append(folder.relativize(picture).toString().replace('\\', '/')).append(")\n\n");
    page.append('*').append(shown.caption()).append(' ');
    page.append(PageWords.provenance(outcome)).append("*\n\n");
  }

  private static void check(StringBuilder page, Results results, Check check) {
    PageWords.Cells cells = PageWords.cells(results, check);
    List<String> row =
        List.of(
            check.name(),
            cells.ours(),
            cells.published(),
            cells.tolerance(),
            cells.verdict(),
            check.source());
    page.append("| ").append(String.join(" | ", row)).append(" |\n");
  }
}
