package org.vaelab.experiments.reproduction;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
 * @param author of the system, and of what it grew from
 * @param project its address
 * @param commit the whole hash of the state that is described
 * @param licence as its repository says
 * @param about one paragraph
 * @param wrong what is wrong in it, and which fields of the specs mend it
 * @param runs the specs that are needed, in the order they are run
 * @param rows a figure of its README each, in the README's order
 */
public record SystemPage(
    String name,
    String title,
    String author,
    String project,
    String commit,
    String licence,
    String about,
    String wrong,
    List<PlannedRun> runs,
    List<Row> rows) {
  private static final String FILE = "readme.json";
  private static final String WHICH = "give --specs the folder experiments/reproduce.";

  /**
   * A run that figures come from.
   *
   * @param spec the file's name without its ending
   * @param quickEpochs how many epochs {@code --quick} trains at most
   * @param corrects the spec whose faults it mends; null for none
   */
  public record PlannedRun(String spec, int quickEpochs, @Nullable String corrects) {}

  /**
   * One published figure.
   *
   * @param figure its name
   * @param published what it shows
   * @param publishedEpochs how long the system trained for it; null where that is not known
   * @param originals the published pictures; empty where there is none
   * @param pictures of this project, as published first
   * @param why one sentence on what differs and why; empty where nothing does
   * @param checks numbers to hold against others
   */
  public record Row(
      String figure,
      String published,
      @Nullable Integer publishedEpochs,
      List<Original> originals,
      List<Shown> pictures,
      String why,
      List<Check> checks) {}

  /**
   * A published picture.
   *
   * @param path in the system's repository
   * @param commit another one than the page's, as a whole hash; null for that of the page
   * @param copy the name of its copy in the folder {@code originals} beside readme.json, where its
   *     licence allows one; null for none
   */
  public record Original(String path, @Nullable String commit, @Nullable String copy) {}

  /**
   * A picture of a run.
   *
   * @param run its spec
   * @param picture the file's name in its figures, with the ending; of a strip the name before
   *     {@code -epoch-0001.png}
   * @param caption in a few words
   * @param epochs put together in one picture, a strip; null for a single picture
   */
  public record Shown(String run, String picture, String caption, @Nullable List<Integer> epochs) {
    private static final Pattern AT_EPOCH = Pattern.compile(".+-epoch-(\\d+)\\..+");

    /** The files that it is made of, those of epochs up to {@code last}. */
    List<String> files(int last) {
      if (epochs == null) {
        Matcher name = AT_EPOCH.matcher(picture);
        boolean late = name.matches() && Integer.parseInt(name.group(1)) > last;
        return late ? List.of() : List.of(picture);
      }
      return epochs.stream().filter(each -> each <= last).map(this::atEpoch).toList();
    }

    /** The file of one epoch of a strip. */
    String atEpoch(int epoch) {
      return String.format(Locale.ROOT, "%s-epoch-%04d.png", picture, epoch);
    }
  }

  /** Where a reference number is from. */
  public enum Kind {
    /** The system's own files. */
    @JsonProperty("published")
    PUBLISHED("published"),
    /** Another program, written from a description of the system and run once. */
    @JsonProperty("re-run")
    RERUN("independent re-run"),
    /** A bound of this project's, from which on a picture shows what the published one does. */
    @JsonProperty("threshold")
    THRESHOLD("our threshold");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * A number of a run.
   *
   * @param name what is measured, in words
   * @param run its spec
   * @param measure how it is measured
   * @param reference the number to compare with; null for none
   * @param tolerance how far from it is within; null for at most (with {@code atMost}) or at least
   * @param atMost without a tolerance: whether ours must not be larger
   * @param kind where the reference is from; null where there is none
   * @param source the same, more exactly
   */
  public record Check(
      String name,
      String run,
      Measure measure,
      @Nullable Double reference,
      @Nullable Double tolerance,
      @Nullable Boolean atMost,
      @Nullable Kind kind,
      String source) {
    /** What our number is beside the reference. */
    Verdict verdict(double ours) {
      if (reference == null) {
        return Verdict.NO_REFERENCE;
      }
      boolean within;
      if (tolerance != null) {
        within = Math.abs(ours - reference) <= tolerance;
      } else {
        within = Boolean.TRUE.equals(atMost) ? ours <= reference : ours >= reference;
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
