package org.vaelab.experiments.reproduction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.vaelab.data.DataSources;
import org.vaelab.engine.FileFaults;
import org.vaelab.experiments.figures.TrainedModel;
import org.vaelab.experiments.run.SavedRun;

/**
 * The folder of a run that is done.
 *
 * @param folder its own
 * @param sources where the user keeps data
 */
public record FinishedRun(Path folder, DataSources sources) {
  /**
   * Another run of the same system.
   *
   * @param spec its name
   * @return not checked to be there
   */
  FinishedRun sibling(String spec) {
    return new FinishedRun(folder.resolveSibling(spec), sources);
  }

  /** The rows of metrics.csv, by column. */
  List<Map<String, Double>> metrics() {
    Path file = folder.resolve("metrics.csv");
    try {
      List<String> lines = Files.readAllLines(file);
      String[] columns = lines.get(0).split(",", -1);
      List<Map<String, Double>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
          row.put(columns[i], Double.valueOf(cells[i]));
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  /** How long the training took. */
  double seconds() {
    return metrics().stream().mapToDouble(row -> row.getOrDefault("seconds", 0.0)).sum();
  }

  /** A number had from the trained model. */
  double withModel(ToDoubleFunction<TrainedModel> statistic) {
    return SavedRun.withModel(folder, sources, statistic);
  }
}
