package org.vaelab.experiments.reproduction;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.reproduction.Reproduction.Outcome;
import org.vaelab.experiments.reproduction.Reproduction.Results;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.Original;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.reproduction.SystemPage.Shown;
import org.vaelab.experiments.run.SpecDifferences.Difference;

/**
 * The reproduction as a page for browsers: a scoreboard, then a section for each system.
 *
 * @param pictures that it shows
 * @param all the address of the page of all systems; null where this is it
 */
record HtmlPage(PagePictures pictures, @Nullable String all) {
  String text(List<Results> results) {
    StringBuilder html = new StringBuilder(20_000);
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>vaelab: five systems reproduced</title>\n<style>\n")
        .append(PageStyle.CSS)
        .append("</style>\n</head>\n<body>\n<h1>" + PageWords.TITLE + "</h1>\n");
    if (all != null) {
      html.append("<p><a href=\"").append(escape(all)).append("\">All systems</a></p>\n");
    }
    html.append("<p>").append(escape(PageWords.INTRODUCTION)).append("</p>\n");
    scoreboard(html, results);
    html.append("<details><summary>What the references are</summary><p>")
        .append(escape(PageWords.REFERENCES))
        .append("</p></details>\n");
    results.forEach(each -> system(html, each));
    return html.append("</body>\n</html>\n").toString();
  }

  private void scoreboard(StringBuilder html, List<Results> results) {
    List<RowResult> rows = RowResult.all(results);
    html.append("<p class=\"counts\"><b>").append(rows.size()).append(" figures:</b> ");
    html.append(escape(PageWords.counts(rows)))
        .append("</p>\n<div class=\"box\"><table")
        .append(" class=\"board\">\n<tr><th></th><th>figure</th><th>ours</th><th>original</th>")
        .append("<th>epochs, ours / published</th><th>reproduced</th><th>why</th></tr>\n");
    for (RowResult row : rows) {
      html.append("<tr><td>").append(number(row.results().system())).append("</td><td><a href=\"#");
      html.append(row.anchor()).append("\">").append(escape(row.row().figure()));
      html.append("</a></td><td>").append(thumbnail(row)).append("</td><td>");
      html.append(links(row)).append("</td><td>").append(escape(row.epochs()));
      html.append("</td><td class=\"").append(style(row.reproduced().toString())).append("\">");
      html.append(row.reproduced()).append("</td><td class=\"small\">");
      html.append(escape(row.reason())).append("</td></tr>\n");
    }
    html.append("</table></div>\n");
  }

  private String thumbnail(RowResult row) {
    for (Shown shown : row.row().pictures()) {
      String link = pictures.link(row.results(), shown);
      if (link != null) {
        return "<img class=\"thumb\" loading=\"lazy\" alt=\"\" src=\"" + escape(link) + "\">";
      }
    }
    return "";
  }

  /** The first picture; the section has the others. */
  private static String links(RowResult row) {
    List<Original> originals = row.row().originals();
    if (originals.isEmpty()) {
      return "none";
    }
    String address = PageWords.address(row.results().system(), originals.get(0));
    return "<a href=\"" + escape(address) + "\">picture</a>" + PageWords.others(originals);
  }

  private void system(StringBuilder html, Results results) {
    SystemPage system = results.system();
    html.append("<h2 id=\"").append(system.name()).append("\">").append(escape(system.title()));
    html.append("</h2>\n<p class=\"source\">")
        .append(escape(system.author()))
        .append(" · <a href=\"");
    html.append(escape(system.project())).append("\">").append(escape(system.project()));
    html.append("</a> at ").append(system.commit(), 0, 7).append(" · licence: ");
    html.append(escape(system.licence())).append("</p>\n<p>").append(escape(system.about()));
    html.append("</p>\n<p class=\"why\"><b>What is wrong in it.</b> ")
        .append(escape(system.wrong()));
    html.append("</p>\n");
    MendedFields.of(system, pictures.specs().resolve(system.name()))
        .forEach(each -> fields(html, each));
    RowResult.of(results).forEach(row -> row(html, row));
  }

  private static void fields(StringBuilder html, MendedFields mended) {
    html.append("<div class=\"box\"><table class=\"fields\">\n<tr><th>");
    html.append(escape(String.join(", ", mended.specs())));
    html.append(": field</th><th>as published</th><th>corrected</th></tr>\n");
    for (Difference field : mended.fields()) {
      html.append("<tr><td><code>").append(escape(field.path())).append("</code></td><td><code>");
      html.append(escape(field.was())).append("</code></td><td><code>");
      html.append(escape(field.is())).append("</code></td></tr>\n");
    }
    html.append("</table></div>\n");
  }

  private void row(StringBuilder html, RowResult result) {
    Row row = result.row();
    html.append("<h3 id=\"").append(result.anchor()).append("\">").append(escape(row.figure()));
    html.append(" <span class=\"").append(style(result.reproduced().toString())).append("\">");
    html.append(result.reproduced()).append("</span></h3>\n<p><b>Published:</b> ");
    html.append(escape(row.published())).append("</p>\n<div class=\"pictures\">\n");
    row.originals().forEach(original -> original(html, result.results().system(), original));
    row.pictures().forEach(shown -> picture(html, result.results(), shown));
    html.append("</div>\n");
    if (!row.why().isEmpty()) {
      html.append("<p class=\"why\">").append(escape(row.why())).append("</p>\n");
    }
    if (!row.checks().isEmpty()) {
      html.append("<div class=\"box\"><table>\n<tr><th>number</th><th>ours</th>")
          .append("<th>reference</th><th>tolerance</th><th>verdict</th><th>source</th></tr>\n");
      row.checks().forEach(check -> check(html, result.results(), check));
      html.append("</table></div>\n");
    }
  }

  private void original(StringBuilder html, SystemPage system, Original original) {
    String copy = pictures.copy(system, original);
    String address = escape(PageWords.address(system, original));
    if (copy == null) {
      html.append("<p class=\"original\"><a href=\"").append(address).append("\">original: ");
      html.append(escape(PageWords.fileName(original))).append("</a></p>\n");
      return;
    }
    html.append("<figure class=\"original\"><a href=\"")
        .append(address)
        .append("\"><img loading=\"lazy\"");
    html.append(" src=\"")
        .append(escape(copy))
        .append("\" alt=\"original\"></a><figcaption>original: ");
    html.append(escape(original.path())).append(", ").append(escape(system.licence()));
    html.append("</figcaption></figure>\n");
  }

  private void picture(StringBuilder html, Results results, Shown shown) {
    Outcome outcome = PageWords.outcome(results, shown.run());
    if (outcome.failure() != null) {
      html.append("<p class=\"missing\">").append(escape(shown.run())).append(" was not run: ");
      html.append(escape(outcome.failure())).append("</p>\n");
      return;
    }
    String link = pictures.link(results, shown);
    if (link == null) {
      html.append("<p class=\"cut\">").append(escape(shown.caption()));
      html.append(" is behind the cut ").append(escape(PageWords.provenance(outcome)));
      html.append("</p>\n");
      return;
    }
    boolean wide = shown.picture().startsWith("curves") || shown.epochs() != null;
    html.append(wide ? "<figure class=\"wide\">" : "<figure>");
    html.append("<img loading=\"lazy\" src=\"").append(escape(link)).append("\" alt=\"");
    html.append(escape(shown.caption())).append("\"><figcaption>");
    html.append(escape(shown.caption())).append(" <span");
    html.append(PageWords.isCut(outcome) ? " class=\"cut\">" : ">");
    html.append(escape(PageWords.provenance(outcome))).append("</span> ");
    html.append(escape(pictures.lacking(results, shown))).append("</figcaption></figure>\n");
  }

  private static void check(StringBuilder html, Results results, Check check) {
    PageWords.Cells cells = PageWords.cells(results, check);
    html.append("<tr><td>").append(escape(check.name())).append("</td><td>");
    html.append(escape(cells.ours())).append("</td><td>").append(escape(cells.reference()));
    html.append("</td><td>").append(escape(cells.tolerance())).append("</td><td class=\"");
    html.append(style(cells.verdict())).append("\">").append(escape(cells.verdict()));
    html.append("</td><td>");
    if (check.kind() != null) {
      html.append("<span class=\"kind ").append(style(check.kind().name())).append("\">");
      html.append(escape(check.kind().toString())).append("</span> ");
    }
    html.append(escape(check.source())).append("</td></tr>\n");
  }

  private static String style(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("\\W.*", "");
  }

  private static String number(SystemPage system) {
    return escape(system.title().split(" ", 2)[0]);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
