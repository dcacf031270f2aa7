package org.vaelab.experiments.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vaelab.experiments.comparison.RunSummary;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.RunFolder;

/**
 * How the training of a run goes: its curves and its figures, read anew each time.
 *
 * @param run its folder
 */
record TrainingView(Path run) {
  private static final List<String> CURVES = List.of("train_loss", "test_loss");
  private static final long LARGEST_FIGURE = 32 << 20;

  /** Whether there is a training to be seen. */
  static boolean isRun(Path path) {
    return Files.isDirectory(path) && RunFolder.isRun(path);
  }

  /**
   * What the page is told of it.
   *
   * @param state in a word
   * @param epochs how many it is to have
   * @param curves a number per epoch, by name; null where it is not finite
   * @param figures names of pictures with the time of each
   */
  record Training(
      String state,
      int epochs,
      Map<String, List<@Nullable Double>> curves,
      Map<String, Long> figures) {}

  Training read() {
    RunSummary summary = RunSummary.read(run);
    Map<String, List<@Nullable Double>> curves = new LinkedHashMap<>();
    for (String name : CURVES) {
      List<@Nullable Double> numbers = new ArrayList<>();
      for (double number : summary.metrics().column(name)) {
        numbers.add(Double.isFinite(number) ? number : null);
      }
      if (numbers.stream().anyMatch(number -> number != null)) {
        curves.put(name, numbers);
      }
    }
    return new Training(
        summary.state().toString().toLowerCase(Locale.ROOT), summary.epochs(), curves, figures());
  }

  private Map<String, Long> figures() {
    Map<String, Long> figures = new LinkedHashMap<>();
    for (Path file : files()) {
      try {
        figures.put(file.getFileName().toString(), Files.getLastModifiedTime(file).toMillis());
      } catch (IOException replaced) {
        // It is there again the next time.
      }
    }
    return figures;
  }

  /** A picture that is among the figures; there is no other way to name a file. */
  Answer figure(String name) {
    for (Path file : files()) {
      if (file.getFileName().toString().equals(name)) {
        try {
          if (Files.size(file) <= LARGEST_FIGURE) {
            String type = name.endsWith(".gif") ? "image/gif" : "image/png";
            return new Answer(200, type, Files.readAllBytes(file));
          }
        } catch (IOException replaced) {
          break;
        }
      }
    }
    throw new Refusal(404, "There is no such figure.");
  }

  private List<Path> files() {
    Path folder = run.resolve(RunFiles.FIGURES);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".png") || file.toString().endsWith(".gif"))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException gone) {
      return List.of();
    }
  }
}
