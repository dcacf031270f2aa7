package org.vaelab.experiments.reproduction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.reproduction.Reproduction.Outcome;
import org.vaelab.experiments.reproduction.Reproduction.Results;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.Original;

/** What both pages say alike. */
final class PageWords {
  private PageWords() {}

  /** A number's line. */
  public record Cells(String ours, String reference, String tolerance, String verdict) {}

  static final String TITLE = "Published figures, and ours";

  static final String INTRODUCTION =
      "Each figure of five public projects' READMEs, made again from the experiment files beside"
          + " this page: as the project was trained, and corrected where its training is broken."
          + " Losses are in nats per image.";

  static final String REFERENCES =
      "A reference is one of three kinds. A published number is read from the project's own files."
          + " An independent re-run is another program, written from a description of the project"
          + " and run once. Our threshold is a bound of this project's, from which on a picture"
          + " shows what the published one does. A figure is reproduced where all its numbers are"
          + " within, partly where some are.";

  /** "12 yes, 3 partly, 1 no, 4 not run yet". */
  static String counts(List<RowResult> rows) {
    return Arrays.stream(Reproduced.values())
        .map(each -> rows.stream().filter(row -> row.reproduced() == each).count() + " " + each)
        .collect(Collectors.joining(", "));
  }

  static Outcome outcome(Results results, String run) {
    return Objects.requireNonNull(
        results.outcomes().get(run), () -> results.system().name() + " plans no run " + run);
  }

  /** Where the published picture is, at its commit. */
  static String address(SystemPage system, Original original) {
    String commit = original.commit() == null ? system.commit() : original.commit();
    return system.project() + "/blob/" + commit + "/" + original.path().replace(" ", "%20");
  }

  static String fileName(Original original) {
    return original.path().substring(original.path().lastIndexOf('/') + 1);
  }

  /** How many there are besides the first, such as " + 9". */
  static String others(List<Original> originals) {
    return originals.size() < 2 ? "" : " + " + (originals.size() - 1);
  }

  static boolean isCut(Outcome outcome) {
    return outcome.epochs() < outcome.fullEpochs();
  }

  /** Which run, how long, and whether it was cut. */
  static String provenance(Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "(%s, %s, %s)",
        outcome.run().folder().getFileName(),
        epochs(outcome),
        duration(outcome.run().seconds()));
  }

  private static String epochs(Outcome outcome) {
    return isCut(outcome)
        ? "cut to " + outcome.epochs() + " of " + outcome.fullEpochs() + " epochs"
        : outcome.epochs() + " epochs";
  }

  private static String duration(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }

  static Cells cells(Results results, Check check) {
    Outcome outcome = outcome(results, check.run());
    Double ours = results.numbers().get(check);
    if (ours == null) {
      return new Cells("not run", number(check.reference()), tolerance(check), "");
    }
    Verdict verdict = check.verdict(ours);
    String cut = isCut(outcome) && verdict != Verdict.NO_REFERENCE ? ", cut run" : "";
    String origin = check.measure().origin(ours);
    return new Cells(
        number(ours) + (origin.isEmpty() ? "" : " (" + origin + ")"),
        number(check.reference()),
        tolerance(check),
        verdict + cut);
  }

  private static String tolerance(Check check) {
    if (check.reference() == null) {
      return "";
    }
    if (check.tolerance() != null) {
      return "±" + number(check.tolerance());
    }
    return Boolean.TRUE.equals(check.atMost()) ? "at most" : "at least";
  }

  private static String number(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    double size = Math.abs(value);
    String format = size >= 10 ? "%.1f" : size >= 0.995 || size == 0 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
