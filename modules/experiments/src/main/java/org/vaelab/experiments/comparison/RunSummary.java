package org.vaelab.experiments.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.vaelab.experiments.run.MetricsTable;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.experiments.run.RunFolder;
import org.vaelab.experiments.run.SpecDifferences;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * What can be said of a run without its data and its network.
 *
 * @param folder its own
 * @param state how far it got
 * @param epochs how many it is to have; 0 where its spec cannot be read
 * @param settings what decides its numbers, by path, as JSON
 * @param metrics its epochs so far
 */
public record RunSummary(
    Path folder,
    RunState state,
    int epochs,
    SortedMap<String, String> settings,
    MetricsTable metrics) {
  private static final long LONGEST_SPEC = 16 << 20;

  /**
   * Reads a run folder.
   *
   * @param folder of a run
   * @return its summary; a damaged run has one too
   * @throws InputException when it is no run folder
   */
  public static RunSummary read(Path folder) {
    if (!RunFolder.isRun(folder)) {
      throw new InputException(
          folder + " is no run folder: it must have spec.json and environment.json.");
    }
    try {
      JsonNode spec = spec(folder.resolve(RunFiles.SPEC));
      MetricsTable metrics = MetricsTable.read(folder.resolve(RunFiles.METRICS));
      int epochs = spec.path("training").path("epochs").asInt();
      boolean early = spec.path("training").path("earlyStopping").isObject();
      return new RunSummary(
          folder,
          state(folder, metrics, epochs, early),
          epochs,
          SpecDifferences.deciding(spec),
          metrics);
    } catch (IOException | InputException damaged) {
      return new RunSummary(
          folder, RunState.DAMAGED, 0, new TreeMap<>(), new MetricsTable(List.of()));
    }
  }

  private static JsonNode spec(Path file) throws IOException {
    if (Files.size(file) > LONGEST_SPEC) {
      throw new IOException("too long for a spec");
    }
    JsonNode spec = JsonMapper.builder().build().readTree(Files.readString(file));
    if (!spec.isObject()) {
      throw new IOException("no JSON object");
    }
    return spec;
  }

  private static RunState state(Path folder, MetricsTable metrics, int epochs, boolean early)
      throws IOException {
    if (RunFolder.isBeingWritten(folder)) {
      return RunState.RUNNING;
    }
    Path model = folder.resolve(RunFiles.MODEL);
    if (Files.isRegularFile(model, LinkOption.NOFOLLOW_LINKS)) {
      Path numbers = folder.resolve(RunFiles.METRICS);
      if (!Files.exists(numbers)) {
        return RunState.FINISHED; // It was imported, without the numbers of any epoch.
      }
      boolean last =
          Files.getLastModifiedTime(model).compareTo(Files.getLastModifiedTime(numbers)) >= 0;
      // Early stopping ends where it likes; the model is then younger than the last row.
      if (metrics.rows().size() >= epochs || (early && last)) {
        return RunState.FINISHED;
      }
    }
    return diverged(folder.resolve(RunFiles.LOG)) ? RunState.DIVERGED : RunState.STOPPED;
  }

  /** Whether its last part ended so. */
  private static boolean diverged(Path log) throws IOException {
    if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    String text = Files.readString(log);
    int diverged = text.lastIndexOf(" training diverged: ");
    return diverged >= 0 && diverged > text.lastIndexOf(" going on after ");
  }

  /**
   * A number of its last epoch.
   *
   * @param column of metrics.csv
   * @return NaN where there is none
   */
  public double last(String column) {
    List<Map<String, Double>> rows = metrics.rows();
    return rows.isEmpty()
        ? Double.NaN
        : Objects.requireNonNullElse(rows.get(rows.size() - 1).get(column), Double.NaN);
  }

  /**
   * How long its epochs took together.
   *
   * @return in seconds
   */
  public double seconds() {
    return metrics.rows().stream()
        .mapToDouble(row -> Objects.requireNonNullElse(row.get("seconds"), 0.0))
        .sum();
  }

  /**
   * All runs below a folder, itself included.
   *
   * @param top where to look
   * @return by name
   * @throws InputException when it is no folder
   */
  public static List<Path> below(Path top) {
    if (!Files.isDirectory(top)) {
      throw new InputException(
          top
              + " is "
              + (Files.exists(top) ? "no folder" : "missing")
              + "; give the folder that has the runs, such as runs.");
    }
    try (var files = Files.walk(top, 5)) {
      return files.filter(RunFolder::isRun).sorted().toList();
    } catch (IOException failure) {
      throw FileFaults.cannotRead(top, failure);
    } catch (UncheckedIOException failure) {
      throw FileFaults.cannotRead(top, Objects.requireNonNull(failure.getCause()));
    }
  }
}
