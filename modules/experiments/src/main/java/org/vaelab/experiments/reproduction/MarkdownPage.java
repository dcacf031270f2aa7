package org.vaelab.experiments.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.reproduction.Reproduction.Outcome;
import org.vaelab.experiments.reproduction.Reproduction.Results;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.Kind;
import org.vaelab.experiments.reproduction.SystemPage.Original;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.reproduction.SystemPage.Shown;
import org.vaelab.experiments.run.SpecDifferences.Difference;

/**
 * The reproduction as Markdown: a scoreboard, then a section for each system.
 *
 * @param pictures that it shows
 * @param all the address of the page of all systems; null where this is it
 * @param preface that stands below the introduction; may be empty
 */
record MarkdownPage(PagePictures pictures, @Nullable String all, String preface) {
  private static final int COLUMNS = 3;

  String text(List<Results> results) {
    StringBuilder page = new StringBuilder("# " + PageWords.TITLE + "\n\n");
    if (all != null) {
      page.append("[All systems](").append(all).append(")\n\n");
    }
    page.append(PageWords.INTRODUCTION).append("\n\n");
    if (!preface.isEmpty()) {
      page.append(preface).append("\n\n");
    }
    scoreboard(page, results);
    page.append('\n').append(PageWords.REFERENCES).append(" In the tables: **published**, ");
    page.append("*independent re-run*, `our threshold`.\n");
    results.forEach(each -> system(page, each));
    return page.toString();
  }

  private void scoreboard(StringBuilder page, List<Results> results) {
    List<RowResult> rows = RowResult.all(results);
    page.append("**").append(rows.size()).append(" figures: ").append(PageWords.counts(rows));
    page.append(
        "**\n\n| | figure | ours | original | epochs, ours / published | reproduced | why |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (RowResult row : rows) {
      String figure = "[" + cell(row.row().figure()) + "](#" + row.anchor() + ")";
      List<String> cells =
          List.of(
              row.results().system().title().split(" ", 2)[0],
              figure,
              thumbnail(row),
              links(row),
              row.epochs(),
              strong(row.reproduced()),
              cell(row.reason()));
      page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
  }

  private static String strong(Reproduced reproduced) {
    return reproduced == Reproduced.YES ? "**yes**" : reproduced.toString();
  }

  private String thumbnail(RowResult row) {
    for (Shown shown : row.row().pictures()) {
      String link = pictures.link(row.results(), shown);
      if (link != null) {
        return "<img height=\"36\" alt=\"\" src=\"" + link + "\">";
      }
    }
    return "";
  }

  /** The first picture; the section has the others. */
  private static String links(RowResult row) {
    List<Original> originals = row.row().originals();
    return originals.isEmpty()
        ? "none"
        : "[picture]("
            + PageWords.address(row.results().system(), originals.get(0))
            + ")"
            + PageWords.others(originals);
  }

  private void system(StringBuilder page, Results results) {
    SystemPage system = results.system();
    page.append("\n<a id=\"").append(system.name()).append("\"></a>\n\n## ").append(system.title());
    page.append("\n\n")
        .append(system.author())
        .append(" · <")
        .append(system.project())
        .append("> at ");
    page.append(system.commit(), 0, 7)
        .append(" · licence: ")
        .append(system.licence())
        .append("\n\n");
    page.append(system.about()).append("\n\n**What is wrong in it.** ").append(system.wrong());
    page.append('\n');
    MendedFields.of(system, pictures.specs().resolve(system.name()))
        .forEach(each -> fields(page, each));
    RowResult.of(results).forEach(row -> row(page, row));
  }

  private static void fields(StringBuilder page, MendedFields mended) {
    page.append("\n| ").append(String.join(", ", mended.specs()));
    page.append(": field | as published | corrected |\n|---|---|---|\n");
    for (Difference field : mended.fields()) {
      page.append("| `").append(field.path()).append("` | `").append(cell(field.was()));
      page.append("` | `").append(cell(field.is())).append("` |\n");
    }
  }

  private void row(StringBuilder page, RowResult result) {
    Row row = result.row();
    page.append("\n<a id=\"")
        .append(result.anchor())
        .append("\"></a>\n\n### ")
        .append(row.figure());
    page.append("\n\n**Reproduced: ").append(result.reproduced()).append(".** Published: ");
    page.append(row.published()).append("\n\n");
    List<String> cells = new ArrayList<>();
    row.originals().forEach(each -> cells.add(original(result.results().system(), each)));
    row.pictures().forEach(shown -> cells.add(picture(result.results(), shown)));
    table(page, cells);
    if (!row.why().isEmpty()) {
      page.append("> ").append(row.why()).append("\n\n");
    }
    if (!row.checks().isEmpty()) {
      page.append("| number | ours | reference | tolerance | verdict | source |\n");
      page.append("|---|---|---|---|---|---|\n");
      row.checks().forEach(check -> check(page, result.results(), check));
    }
  }

  /** Markdown has no columns of pictures, but takes a table in HTML. */
  private static void table(StringBuilder page, List<String> cells) {
    page.append("<table>\n");
    for (int i = 0; i < cells.size(); i++) {
      page.append(i % COLUMNS == 0 ? "<tr>\n" : "").append("<td>").append(cells.get(i));
      page.append("</td>\n");
      page.append(i % COLUMNS == COLUMNS - 1 || i == cells.size() - 1 ? "</tr>\n" : "");
    }
    page.append("</table>\n\n");
  }

  private String original(SystemPage system, Original original) {
    String copy = pictures.copy(system, original);
    String address = PageWords.address(system, original);
    return copy == null
        ? "<a href=\"" + address + "\">original: " + PageWords.fileName(original) + "</a>"
        : "<a href=\"%s\"><img width=\"300\" alt=\"original\" src=\"%s\"></a><br>original: %s, %s"
            .formatted(address, copy, PageWords.fileName(original), system.licence());
  }

  private String picture(Results results, Shown shown) {
    Outcome outcome = PageWords.outcome(results, shown.run());
    if (outcome.failure() != null) {
      return html(shown.run() + " was not run: " + outcome.failure());
    }
    String link = pictures.link(results, shown);
    if (link == null) {
      return html(shown.caption() + " is behind the cut " + PageWords.provenance(outcome));
    }
    String caption = shown.caption() + " " + PageWords.provenance(outcome);
    return "<a href=\"%s\"><img width=\"300\" alt=\"%s\" src=\"%s\"></a><br>%s %s"
        .formatted(
            link, html(shown.caption()), link, html(caption), pictures.lacking(results, shown))
        .strip();
  }

  private static void check(StringBuilder page, Results results, Check check) {
    PageWords.Cells cells = PageWords.cells(results, check);
    List<String> row =
        List.of(
            cell(check.name()),
            cell(cells.ours()),
            cells.reference(),
            cells.tolerance(),
            cells.verdict(),
            (kind(check.kind()) + " " + cell(check.source())).strip());
    page.append("| ").append(String.join(" | ", row)).append(" |\n");
  }

  private static String kind(@Nullable Kind kind) {
    if (kind == null) {
      return "";
    }
    return switch (kind) {
      case PUBLISHED -> "**" + kind.toString().toLowerCase(Locale.ROOT) + "**";
      case RERUN -> "*" + kind + "*";
      case THRESHOLD -> "`" + kind + "`";
    };
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
