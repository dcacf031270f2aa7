package org.vaelab.experiments.reproduction;

import java.nio.file.Files;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.reproduction.Reproduction.Outcome;
import org.vaelab.experiments.reproduction.Reproduction.Results;
import org.vaelab.experiments.reproduction.SystemPage.Check;
import org.vaelab.experiments.reproduction.SystemPage.Shown;
import org.vaelab.experiments.run.RunFiles;

/** What both pages say alike. */
final class PageWords {
  private PageWords() {}

  /** A number's line. */
  record Cells(String ours, String published, String tolerance, String verdict) {}

  static String introduction(boolean quick) {
    return "Each figure of the five projects' READMEs: what the published picture shows, ours as"
        + " published and as it should be, and our numbers beside a reference: a published number where"
        + " there is one, else an independent re-run or what the picture should show, as its source"
        + " says. Losses are in nats per image."
        + (quick
            ? " This is the quick set: runs were cut to fewer epochs where a row says so."
            : "");
  }

  static Outcome outcome(Results results, String run) {
    return Objects.requireNonNull(
        results.outcomes().get(run), () -> results.system().name() + " plans no run " + run);
  }

  /** Whether the picture exists: that of a late epoch does not where the run was cut. */
  static boolean isThere(Outcome outcome, Shown shown) {
    return Files.isRegularFile(
        outcome.run().folder().resolve(RunFiles.FIGURES).resolve(shown.picture()));
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
      return new Cells("not run", number(check.published()), tolerance(check), "");
    }
    Verdict verdict = check.verdict(ours);
    String cut = isCut(outcome) && verdict != Verdict.NOTHING_PUBLISHED ? ", cut run" : "";
    String origin = check.measure().origin(ours);
    return new Cells(
        number(ours) + (origin.isEmpty() ? "" : " (" + origin + ")"),
        number(check.published()),
        tolerance(check),
        verdict + cut);
  }

  private static String tolerance(Check check) {
    if (check.published() == null) {
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
    String format = size >= 10 ? "%.1f" : size >= 0.995 || size == 0 ? "%.2f" : "%.4f";
    return String.format(Locale.ROOT, format, value);
  }
}
