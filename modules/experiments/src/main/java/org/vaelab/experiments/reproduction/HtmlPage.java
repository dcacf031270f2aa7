package org.vaelab.experiments.reproduction;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.page.PageFiles;
import org.vaelab.experiments.page.Template;
import org.vaelab.experiments.reproduction.Reproduction.Outcome;
import org.vaelab.experiments.reproduction.Reproduction.Results;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.Original;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.reproduction.SystemPage.Shown;
import org.vaelab.experiments.run.SpecDifferences.Difference;

/**
 * The reproduction as a page for browsers: a scoreboard, then a section for each system. What its
 * template {@code reproduction/page.html} shows is put into words here; what is not there is empty.
 *
 * @param pictures that it shows
 * @param all the address of the page of all systems; null where this is it
 */
record HtmlPage(PagePictures pictures, @Nullable String all) {
  /** A row of the scoreboard. */
  public record Score(
      String system,
      String anchor,
      String figure,
      String thumbnail,
      String original,
      String others,
      String epochs,
      String style,
      String reproduced,
      String reason) {}

  /** A system with its figures. */
  public record Section(
      SystemPage system, String commit, List<Mended> mended, List<Shelf> figures) {}

  /** The fields in which a corrected spec differs from the published one. */
  public record Mended(String specs, List<Difference> fields) {}

  /** A published figure, and ours. */
  public record Shelf(
      Score score,
      String published,
      List<Published> originals,
      List<Ours> pictures,
      String why,
      List<Line> checks) {}

  /** A published picture; without a copy, its address alone. */
  public record Published(String address, String file, String path, String copy) {}

  /** A picture of ours: a link and a caption, or why there is none. */
  public record Ours(
      String link,
      String caption,
      String provenance,
      String lacking,
      String style,
      String reason) {}

  /** A number beside its reference. */
  public record Line(
      String name,
      PageWords.Cells cells,
      String style,
      String kindStyle,
      String kind,
      String source) {}

  String text(List<Results> results) {
    List<RowResult> rows = RowResult.all(results);
    Map<String, Object> values = new HashMap<>();
    values.put("title", "vaelab: five systems reproduced");
    values.put("heading", PageWords.TITLE);
    values.put("all", Objects.requireNonNullElse(all, ""));
    values.put("introduction", PageWords.INTRODUCTION);
    values.put("references", PageWords.REFERENCES);
    values.put("count", rows.size());
    values.put("counts", PageWords.counts(rows));
    values.put("scores", rows.stream().map(this::score).toList());
    values.put("sections", results.stream().map(this::section).toList());
    values.put("pageStyle", PageFiles.text("reproduction/page.css"));
    return new Template("reproduction/page.html").with(values);
  }

  private Score score(RowResult row) {
    SystemPage system = row.results().system();
    List<Original> originals = row.row().originals();
    return new Score(
        system.title().split(" ", 2)[0],
        row.anchor(),
        row.row().figure(),
        thumbnail(row),
        originals.isEmpty() ? "" : PageWords.address(system, originals.get(0)),
        PageWords.others(originals),
        row.epochs(),
        style(row.reproduced().toString()),
        row.reproduced().toString(),
        row.reason());
  }

  private String thumbnail(RowResult row) {
    for (Shown shown : row.row().pictures()) {
      String link = pictures.link(row.results(), shown);
      if (link != null) {
        return link;
      }
    }
    return "";
  }

  private Section section(Results results) {
    SystemPage system = results.system();
    return new Section(
        system,
        system.commit().substring(0, 7),
        MendedFields.of(system, pictures.specs().resolve(system.name())).stream()
            .map(each -> new Mended(String.join(", ", each.specs()), each.fields()))
            .toList(),
        RowResult.of(results).stream().map(this::shelf).toList());
  }

  private Shelf shelf(RowResult result) {
    Row row = result.row();
    Results results = result.results();
    return new Shelf(
        score(result),
        row.published(),
        row.originals().stream().map(each -> published(results.system(), each)).toList(),
        row.pictures().stream().map(shown -> ours(results, shown)).toList(),
        row.why(),
        row.checks().stream().map(check -> line(results, check)).toList());
  }

  private Published published(SystemPage system, Original original) {
    return new Published(
        PageWords.address(system, original),
        PageWords.fileName(original),
        original.path(),
        Objects.requireNonNullElse(pictures.copy(system, original), ""));
  }

  private Ours ours(Results results, Shown shown) {
    Outcome outcome = PageWords.outcome(results, shown.run());
    if (outcome.failure() != null) {
      return new Ours(
          "", "", "", "", "missing", shown.run() + " was not run: " + outcome.failure());
    }
    String link = pictures.link(results, shown);
    String provenance = PageWords.provenance(outcome);
    if (link == null) {
      return new Ours("", "", "", "", "cut", shown.caption() + " is behind the cut " + provenance);
    }
    boolean wide = shown.picture().startsWith("curves") || shown.epochs() != null;
    return new Ours(
        link,
        shown.caption(),
        provenance,
        pictures.lacking(results, shown),
        (wide ? "wide" : "") + (PageWords.isCut(outcome) ? " cut" : ""),
        "");
  }

  private static Line line(Results results, Check check) {
    PageWords.Cells cells = PageWords.cells(results, check);
    return new Line(
        check.name(),
        cells,
        style(cells.verdict()),
        check.kind() == null ? "" : style(check.kind().name()),
        check.kind() == null ? "" : check.kind().toString(),
        check.source());
  }

  private static String style(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("\\W.*", "");
  }
}
