package org.vaelab.experiments.reproduction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * What one published system shows, and which runs show it here: the file {@code readme.json} beside
 * the system's specs.
 *
 * @param name the folder's
 * @param title of the system
 * @param about one paragraph
 * @param runs the specs that are needed, in the order they are run
 * @param rows a figure of its README each, in the README's order
 */
public record SystemPage(
    String name, String title, String about, List<PlannedRun> runs, List<Row> rows) {
  private static final String FILE = "readme.json";
  private static final String WHICH = "give --specs the folder experiments/reproduce.";

  /**
   * A run that figures come from.
   *
   * @param spec the file's name without its ending
   * @param quickEpochs how many epochs {@code --quick} trains at most
   */
  public record PlannedRun(String spec, int quickEpochs) {}

  /**
   * One published figure.
   *
   * @param figure its name
   * @param published what it shows
   * @param pictures of this project, as published first
   * @param why one sentence on what differs and why; empty where nothing does
   * @param checks numbers to hold against published ones
   */
  public record Row(
      String figure, String published, List<Shown> pictures, String why, List<Check> checks) {}

  /**
   * A picture of a run.
   *
   * @param run its spec
   * @param picture the file's name in its figures, with the ending
   * @param caption in a few words
   */
  public record Shown(String run, String picture, String caption) {
    private static final Pattern AT_EPOCH = Pattern.compile(".+-epoch-(\\d+)\\..+");

    /** The epoch it is drawn after; 0 for the last one. */
    int epoch() {
      Matcher name = AT_EPOCH.matcher(picture);
      return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }
  }

  /**
   * A number of a run.
   *
   * @param name what is measured, in words
   * @param run its spec
   * @param measure how it is measured
   * @param published the number to compare with; null for none
   * @param tolerance how far from it is within; null for at most (with {@code atMost}) or at least
   * @param atMost without a tolerance: whether ours must not be larger
   * @param source where the published number is from
   */
  public record Check(
      String name,
      String run,
      Measure measure,
      @Nullable Double published,
      @Nullable Double tolerance,
      @Nullable Boolean atMost,
      String source) {
    /** What our number is beside the published one. */
    Verdict verdict(double ours) {
      if (published == null) {
        return Verdict.NOTHING_PUBLISHED;
      }
      boolean within;
      if (tolerance != null) {
        within = Math.abs(ours - published) <= tolerance;
      } else {
        within = Boolean.TRUE.equals(atMost) ? ours <= published : ours >= published;
      }
      return within ? Verdict.WITHIN : Verdict.OUTSIDE;
    }
  }

  /**
   * Reads the pages of all systems.
   *
   * @param folder that holds a folder a system
   * @return in the order of their titles
   * @throws InputException when there is none, or one cannot be read
   */
  public static List<SystemPage> readAll(Path folder) {
    List<Path> folders;
    try (Stream<Path> systems = Files.list(folder)) {
      folders =
          systems.filter(system -> Files.isRegularFile(system.resolve(FILE))).sorted().toList();
    } catch (IOException | UncheckedIOException failure) {
      throw new InputException(
          folder + " cannot be read (" + FileFaults.reason(failure) + "); " + WHICH, failure);
    }
    if (folders.isEmpty()) {
      throw new InputException(folder + " holds no folder with a " + FILE + "; " + WHICH);
    }
    return folders.stream()
        .map(system -> PageFile.read(system, FILE))
        .sorted(Comparator.comparing(SystemPage::title))
        .toList();
  }
}
