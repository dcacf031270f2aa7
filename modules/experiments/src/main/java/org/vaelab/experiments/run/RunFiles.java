package org.vaelab.experiments.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vaelab.files.AtomicFile;
import org.vaelab.files.FileFaults;
import org.vaelab.inference.ModelFile;
import org.vaelab.input.InputException;
import org.vaelab.spec.FigureSpec;
import org.vaelab.spec.SpecWords;

/** The names of the files that a run writes; whatever else lies in its folder is the user's. */
public final class RunFiles {
  /** The experiment as run. */
  public static final String SPEC = "spec.json";

  /** What the run depended on besides. */
  public static final String ENVIRONMENT = "environment.json";

  /** The numbers of the epochs. */
  public static final String METRICS = "metrics.csv";

  /** The weights and what they belong to. */
  public static final String MODEL = ModelFile.NAME;

  /** The folder of the pictures. */
  public static final String FIGURES = "figures";

  /** What the trained model is worth. */
  public static final String EVALUATION = "evaluation.json";

  /** What an evaluation that was stopped goes on from. */
  static final String EVALUATION_PARTIAL = "evaluation-partial.json";

  /** All of it as a page for browsers. */
  public static final String REPORT = "report.html";

  /** What the terminal showed. */
  public static final String LOG = "run.log";

  static final String CHECKPOINTS = "checkpoints";
  static final String LOCK = ".lock";

  /** Older versions wrote the events for TensorBoard there. */
  static final String TENSORBOARD = "tensorboard";

  private static final String FRAMES = FIGURES + "/frames";

  private static final String HALF_WRITTEN = ".part";

  /** Of vaelab's own figures; those of the user's are named by their spec. */
  private static final String PICTURE =
      SpecWords.builtIn().standard(FigureSpec.class).values().stream()
          .map(figure -> Pattern.quote(figure.fileName()))
          .collect(Collectors.joining("|", "(", ")(-\\d+)?"));

  private static final String EVENTS = "events\\.out\\.tfevents\\.\\d+\\.vaelab";

  private static final Pattern TOP =
      names(
          Stream.of(SPEC, ENVIRONMENT, METRICS, MODEL, EVALUATION, EVALUATION_PARTIAL, REPORT, LOG)
                  .map(Pattern::quote)
                  .collect(Collectors.joining("|"))
              + "|"
              + EVENTS);

  /** By folder, seen from that of the run. */
  private static final Map<String, Pattern> NAMES =
      Map.ofEntries(
          Map.entry("", TOP),
          Map.entry(FIGURES, names(result(PICTURE))),
          Map.entry(FRAMES, names(frame(PICTURE))),
          Map.entry(TENSORBOARD, names(EVENTS)),
          Map.entry(
              CHECKPOINTS,
              names(
                  "epoch-\\d{4,9}(-images-\\d{1,10})?\\.(json|safetensors)|history(-copy)?\\.jsonl")));

  private RunFiles() {}

  private static Pattern names(String names) {
    return Pattern.compile("(" + names + ")(" + Pattern.quote(HALF_WRITTEN) + ")?");
  }

  /** The files of a run that are there, links of their names included. */
  static List<Path> of(Path run) {
    List<Path> files = new ArrayList<>();
    NAMES.forEach((folder, names) -> files.addAll(matching(run.resolve(folder), names)));
    return files;
  }

  /** The same, with the pictures of figures of the user's own. */
  static List<Path> of(Path run, Collection<String> figures) {
    Set<Path> files = new LinkedHashSet<>(of(run));
    for (String figure : figures) {
      String picture = Pattern.quote(figure) + "(-\\d+)?";
      files.addAll(matching(run.resolve(FIGURES), names(result(picture))));
      files.addAll(matching(run.resolve(FRAMES), names(frame(picture))));
    }
    return List.copyOf(files);
  }

  private static List<Path> matching(Path folder, Pattern names) {
    return entries(folder).stream()
        .filter(entry -> names.matcher(name(entry)).matches() && !isFolder(entry))
        .toList();
  }

  private static String result(String picture) {
    return picture + "((-epoch-\\d{4,9})?\\.png|\\.gif)";
  }

  private static String frame(String picture) {
    return picture + "-epoch-\\d{4,9}\\.png";
  }

  /** Those of them that were never finished. */
  static List<Path> halfWritten(Path run) {
    return of(run).stream().filter(file -> name(file).endsWith(HALF_WRITTEN)).toList();
  }

  /** Whether nothing is there but what a run left that was killed before its first file. */
  static boolean isEmpty(Path run) {
    List<Path> halfWritten = halfWritten(run);
    return entries(run).stream()
        .allMatch(entry -> name(entry).equals(LOCK) || halfWritten.contains(entry));
  }

  /** Whether the folder is that of a run: both files are written before any other. */
  static boolean isRun(Path run) {
    return isFile(run.resolve(SPEC)) && isFile(run.resolve(ENVIRONMENT));
  }

  /**
   * Refuses what would lead a run out of its folder or keep it waiting: a link, a device or a pipe
   * in the place of a folder or a file of its own.
   */
  static void requireOwn(Path run) {
    for (String folder : NAMES.keySet()) {
      Path path = run.resolve(folder);
      if (!folder.isEmpty() && exists(path) && !isFolder(path)) {
        throw stranger(path, "folder");
      }
    }
    for (Path entry : entries(run)) {
      String name = name(entry);
      boolean own = name.equals(LOCK) || TOP.matcher(name).matches();
      if (own && !name.endsWith(HALF_WRITTEN) && !isFile(entry)) {
        throw stranger(entry, "plain file");
      }
    }
  }

  private static InputException stranger(Path path, String expected) {
    return new InputException(
        path
            + (Files.isSymbolicLink(path) ? " is a link" : " is no " + expected)
            + ", and a run writes into its own folder alone; remove it.");
  }

  /** Whether it is a file in its own right, neither a link nor a device nor a pipe. */
  static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Makes a file that is to be added to a file of its own, where it is also that of another folder
   * by a hard link: a run copied with {@code cp -al} would write into the run it was copied from.
   */
  static void ownCopy(Path path) throws IOException {
    boolean counted = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    if (counted
        && isFile(path)
        && (int) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1) {
      AtomicFile.write(path, stream -> Files.copy(path, stream));
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static String name(Path entry) {
    return entry.getFileName().toString();
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(entries::add);
      } catch (IOException failure) {
        throw FileFaults.cannotRead(folder, failure);
      }
    }
    return entries;
  }
}
