package org.vaelab.experiments.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.RunFolder;
import org.vaelab.experiments.sweep.SweepFolder;
import org.vaelab.input.InputException;

/**
 * What a report is about, by what the user named.
 *
 * @param given run folders, a folder that has some, or the folder of a sweep
 */
public record ReportSubject(List<Path> given) {
  /** Copies the list. */
  public ReportSubject {
    given = List.copyOf(given);
  }

  /** Where the report goes where the user does not say: beside what it is of. */
  public Path usualFile() {
    return given.size() == 1 && Files.isDirectory(given.get(0))
        ? given.get(0).resolve(RunFiles.REPORT)
        : Path.of(RunFiles.REPORT);
  }

  /** The sweep, where it is one. */
  @Nullable SweepFolder sweep() {
    if (given.size() != 1) {
      return null;
    }
    Path folder = given.get(0).toAbsolutePath().normalize();
    Path parent = folder.getParent();
    if (parent == null || RunFolder.isRun(folder)) {
      return null;
    }
    SweepFolder sweep = new SweepFolder(parent, String.valueOf(folder.getFileName()));
    return sweep.plan().isPresent() ? sweep : null;
  }

  /**
   * The runs that are there, with what tells each from the others; empty for the only one.
   *
   * @return in the order of the report
   * @throws InputException where there is none
   */
  Map<Path, String> runs() {
    SweepFolder sweep = sweep();
    if (sweep != null) {
      Map<Path, String> labels = new LinkedHashMap<>();
      Optional<SweepFolder.Plan> plan = sweep.plan();
      plan.ifPresent(each -> labels.putAll(SweepPart.labels(each, sweep)));
      labels.keySet().removeIf(run -> !RunFolder.isRun(run));
      return labels;
    }
    Set<Path> runs = new LinkedHashSet<>();
    for (Path path : given) {
      if (RunFolder.isRun(path)) {
        runs.add(path);
      } else {
        runs.addAll(below(path));
      }
    }
    return labelled(List.copyOf(runs));
  }

  private static List<Path> below(Path path) {
    if (Files.isRegularFile(path)) {
      throw new InputException(
          path + " is a file; give the folder of a run, of several runs, or of a sweep.");
    }
    List<Path> runs = RunSummary.below(path);
    if (runs.isEmpty()) {
      throw new InputException(
          path + " is no run folder (it must have spec.json and environment.json), and has none.");
    }
    return runs;
  }

  /** By the shortest ends of their paths that differ. */
  private static Map<Path, String> labelled(List<Path> runs) {
    Map<Path, String> labels = new LinkedHashMap<>();
    if (runs.size() == 1) {
      labels.put(runs.get(0), "");
      return labels;
    }
    List<Path> whole = runs.stream().map(run -> run.toAbsolutePath().normalize()).toList();
    for (int length = 1; labels.isEmpty(); length++) {
      List<String> ends = new ArrayList<>();
      for (Path path : whole) {
        int names = path.getNameCount();
        ends.add(path.subpath(Math.max(0, names - length), names).toString().replace('\\', '/'));
      }
      int longest = length;
      boolean enough = whole.stream().allMatch(path -> path.getNameCount() <= longest);
      if (enough || ends.stream().distinct().count() == ends.size()) {
        for (int i = 0; i < ends.size(); i++) {
          labels.put(runs.get(i), ends.get(i));
        }
      }
    }
    return labels;
  }
}
