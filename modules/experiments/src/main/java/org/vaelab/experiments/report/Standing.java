package org.vaelab.experiments.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.ShellWord;

/**
 * How far a run got.
 *
 * @param word its state
 * @param tone how it is coloured: good, calm, warn or bad
 * @param sentence what that means here; empty where there is nothing to be said
 * @param next the command that goes on with it; empty for none
 */
public record Standing(String word, String tone, String sentence, String next) {
  private static final Pattern DIVERGED = Pattern.compile(" training diverged: ([^\\n]*)");

  /** Of a run, from its folder. */
  static Standing of(RunSummary run) {
    int done = run.metrics().rows().size();
    String far = String.format(Locale.ROOT, "after %,d of %,d epochs", done, run.epochs());
    String resume = ShellWord.program() + " resume " + ShellWord.of(run.folder());
    return switch (run.state()) {
      case FINISHED -> finished(run, done);
      case RUNNING ->
          new Standing(
              "running", "calm", "It is being trained; what is here is from " + far + ".", "");
      case STOPPED ->
          new Standing(
              "stopped",
              "warn",
              "It stopped "
                  + far
                  + ", so that its numbers are not those of the end. It can go on, and ends with"
                  + " the same bytes as if it had not stopped.",
              resume);
      case DIVERGED ->
          new Standing(
              "diverged",
              "bad",
              "The training diverged "
                  + far
                  + reason(run.folder().resolve(RunFiles.LOG)).map(each -> ": " + each).orElse("."),
              "");
      case DAMAGED ->
          new Standing(
              "damaged",
              "bad",
              "Its spec.json or metrics.csv cannot be read, so that there is little to be shown.",
              "");
    };
  }

  private static Standing finished(RunSummary run, int done) {
    if (done == 0) {
      return new Standing(
          "imported", "calm", "Its weights were trained elsewhere: it has no curves.", "");
    }
    String early =
        done < run.epochs()
            ? String.format(
                Locale.ROOT, "Early stopping ended it after %,d of %,d epochs.", done, run.epochs())
            : "";
    return new Standing("finished", "good", early, "");
  }

  /** What the terminal said of it last. */
  private static Optional<String> reason(Path log) {
    try {
      if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      Matcher lines = DIVERGED.matcher(Files.readString(log));
      Optional<String> last = Optional.empty();
      while (lines.find()) {
        last = Optional.of(lines.group(1).strip());
      }
      return last;
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
