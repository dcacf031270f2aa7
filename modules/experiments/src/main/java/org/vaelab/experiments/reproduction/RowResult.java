package org.vaelab.experiments.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.vaelab.experiments.reproduction.Reproduction.Outcome;
import org.vaelab.experiments.reproduction.Reproduction.Results;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.Row;
import org.vaelab.experiments.reproduction.SystemPage.Shown;

/**
 * A row of the scoreboard.
 *
 * @param results of its system
 * @param row a published figure
 */
record RowResult(Results results, Row row) {
  static List<RowResult> all(List<Results> all) {
    return all.stream().flatMap(each -> of(each).stream()).toList();
  }

  static List<RowResult> of(Results results) {
    return results.system().rows().stream().map(row -> new RowResult(results, row)).toList();
  }

  /** The name of its place on the pages. */
  String anchor() {
    return results.system().name() + "-" + (results.system().rows().indexOf(row) + 1);
  }

  /** The run that its first picture is of: the published training. */
  Outcome first() {
    return PageWords.outcome(results, row.pictures().get(0).run());
  }

  /**
   * Yes where all runs are there and all numbers with a reference are within, no where none is,
   * partly else; not run where there is no number.
   */
  Reproduced reproduced() {
    int judged = judged().size();
    int outside = outside().size();
    if (judged == 0) {
      return Reproduced.NOT_RUN;
    }
    if (outside == judged) {
      return Reproduced.NO;
    }
    return outside == 0 && missing().isEmpty() ? Reproduced.YES : Reproduced.PARTLY;
  }

  /** In a few words: what is missing, what is outside, and whether runs were cut. */
  String reason() {
    List<String> reasons = new ArrayList<>();
    if (!missing().isEmpty()) {
      reasons.add("not run: " + String.join(", ", missing()));
    }
    if (!outside().isEmpty()) {
      reasons.add("outside: " + String.join("; ", outside().stream().map(Check::name).toList()));
    }
    List<String> cut =
        runs().stream()
            .filter(run -> PageWords.isCut(PageWords.outcome(results, run)))
            .filter(run -> !missing().contains(run))
            .toList();
    if (!cut.isEmpty()) {
      reasons.add("cut: " + String.join(", ", cut));
    }
    return String.join("; ", reasons);
  }

  /** Ours and the published ones, such as "4 / 10". */
  String epochs() {
    Integer published = row.publishedEpochs();
    Outcome outcome = first();
    return String.format(
        Locale.ROOT,
        "%s / %s",
        outcome.failure() == null ? Integer.toString(outcome.epochs()) : "-",
        published == null ? "not known" : published);
  }

  private List<String> missing() {
    return runs().stream()
        .filter(run -> PageWords.outcome(results, run).failure() != null)
        .toList();
  }

  private List<String> runs() {
    List<String> runs = new ArrayList<>();
    row.pictures().stream().map(Shown::run).forEach(runs::add);
    row.checks().stream().map(Check::run).forEach(runs::add);
    return runs.stream().distinct().toList();
  }

  private List<Check> judged() {
    return row.checks().stream()
        .filter(check -> check.reference() != null && results.numbers().containsKey(check))
        .toList();
  }

  private List<Check> outside() {
    return judged().stream()
        .filter(
            check ->
                check.verdict(Objects.requireNonNull(results.numbers().get(check)))
                    == Verdict.OUTSIDE)
        .toList();
  }
}
