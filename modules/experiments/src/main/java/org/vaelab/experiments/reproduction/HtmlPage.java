package org.vaelab.experiments.reproduction;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.vaelab.experiments.reproduction.Reproduction.Outcome;
import org.vaelab.experiments.reproduction.Reproduction.Results;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.reproduction.SystemPage.Shown;
import org.vaelab.experiments.run.RunFiles;

/**
 * The reproduction as a page for browsers.
 *
 * @param folder the page will be in
 * @param quick whether runs were cut
 */
record HtmlPage(Path folder, boolean quick) {
  private static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; color: #222; margin: 0 auto; max-width: 1100px;
             padding: 0 16px 48px; }
      h1 { margin-top: 32px; } h2 { overflow-wrap: anywhere; margin-top: 56px; border-bottom: 2px solid #ddd; }
      h3 { margin: 40px 0 4px; }
      .pictures { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }
      figure { margin: 12px 0; flex: 1 1 300px; max-width: 520px; min-width: 0; }
      figure.wide { flex-basis: 100%; max-width: 100%; }
      figure img { max-width: 100%; max-height: 520px; border: 1px solid #e4e4e4; }
      figcaption { color: #555; font-size: 14px; }
      .why { border-left: 4px solid #8aa; padding-left: 12px; }
      .tablebox { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 14px; margin: 8px 0; }
      th, td { text-align: left; padding: 4px 12px 4px 0; border-bottom: 1px solid #e4e4e4;
               vertical-align: top; }
      td:first-child { min-width: 10em; }
      .within { color: #17692f; font-weight: 600; } .outside { color: #a12020; font-weight: 600; }
      .missing { color: #a12020; } .cut { color: #8a5a00; }
      """;

  String text(List<Results> all) {
    StringBuilder html = new StringBuilder(2000);
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>vaelab: five systems reproduced</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>Published figures, and ours</h1>\n<p>")
        .append(escape(PageWords.introduction(quick)))
        .append("</p>\n");
    all.forEach(results -> system(html, results));
    return html.append("</body>\n</html>\n").toString();
  }

  private void system(StringBuilder html, Results results) {
    html.append("<h2 id=\"").append(results.system().name()).append("\">");
    html.append(escape(results.system().title())).append("</h2>\n<p>");
    html.append(escape(results.system().about())).append("</p>\n");
    results.system().rows().forEach(row -> row(html, results, row));
  }

  private void row(StringBuilder html, Results results, Row row) {
    html.append("<h3>").append(escape(row.figure())).append("</h3>\n<p><b>Published:</b> ");
    html.append(escape(row.published())).append("</p>\n<div class=\"pictures\">\n");
    row.pictures().forEach(shown -> picture(html, results, shown));
    html.append("</div>\n");
    if (!row.why().isEmpty()) {
      html.append("<p class=\"why\">").append(escape(row.why())).append("</p>\n");
    }
    if (!row.checks().isEmpty()) {
      html.append("<div class=\"tablebox\"><table>\n<tr><th>number</th><th>ours</th>")
          .append("<th>reference</th><th>tolerance</th><th>verdict</th><th>source</th></tr>\n");
      row.checks().forEach(check -> check(html, results, check));
      html.append("</table></div>\n");
    }
  }

  private void picture(StringBuilder html, Results results, Shown shown) {
    Outcome outcome = PageWords.outcome(results, shown.run());
    if (outcome.failure() != null) {
      html.append("<p class=\"missing\">").append(escape(shown.run())).append(" was not run: ");
      html.append(escape(outcome.failure())).append("</p>\n");
      return;
    }
    if (!PageWords.isThere(outcome, shown)) {
      html.append("<p class=\"cut\">").append(escape(shown.caption()));
      html.append(" is behind the cut ").append(escape(PageWords.provenance(outcome)));
      html.append("</p>\n");
      return;
    }
    String source =
        folder
            .relativize(outcome.run().folder().resolve(RunFiles.FIGURES).resolve(shown.picture()))
            .toString()
            .replace('\\', '/');
    // Curves are three plots beside each other: at half a page's width nobody reads them.
    html.append(shown.picture().startsWith("curves") ? "<figure class=\"wide\">" : "<figure>");
    html.append("<img loading=\"lazy\" src=\"").append(escape(source)).append("\" alt=\"");
    html.append(escape(shown.caption())).append("\"><figcaption>");
    html.append(escape(shown.caption())).append(" <span");
    html.append(PageWords.isCut(outcome) ? " class=\"cut\">" : ">");
    html.append(escape(PageWords.provenance(outcome))).append("</span></figcaption></figure>\n");
  }

  private static void check(StringBuilder html, Results results, Check check) {
    PageWords.Cells cells = PageWords.cells(results, check);
    String style = cells.verdict().toLowerCase(Locale.ROOT).replaceAll("\\W.*", "");
    html.append("<tr><td>").append(escape(check.name())).append("</td><td>");
    html.append(escape(cells.ours())).append("</td><td>").append(escape(cells.published()));
    html.append("</td><td>").append(escape(cells.tolerance())).append("</td><td class=\"");
    html.append(style).append("\">").append(escape(cells.verdict())).append("</td><td>");
    html.append(escape(check.source())).append("</td></tr>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
