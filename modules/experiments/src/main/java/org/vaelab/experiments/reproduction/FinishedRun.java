package org.vaelab.experiments.reproduction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.vaelab.data.DataSources;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.run.RunFiles;
import org.vaelab.files.FileFaults;
import org.vaelab.inference.TrainedModel;
import org.vaelab.input.InputException;
import org.vaelab.json.Words;
import org.vaelab.models.family.Ability;
import org.vaelab.spec.ExperimentSpec;
import org.vaelab.spec.FigureSource;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecWords;
import org.vaelab.training.Seeds;

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

  /** The rows of metrics.csv, by column; at least one. */
  List<Map<String, Double>> metrics() {
    List<String> lines;
    try {
      lines = Files.readAllLines(metricsFile());
    } catch (IOException failure) {
      throw FileFaults.cannotRead(metricsFile(), failure);
    }
    if (lines.size() < 2) {
      throw noTable("it has no rows");
    }
    String[] columns = lines.get(0).split(",", -1);
    return lines.subList(1, lines.size()).stream().map(line -> row(columns, line)).toList();
  }

  private Map<String, Double> row(String[] columns, String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != columns.length) {
      throw noTable("a row has " + cells.length + " columns instead of " + columns.length);
    }
    Map<String, Double> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i++) {
      try {
        row.put(columns[i], Double.valueOf(cells[i]));
      } catch (NumberFormatException wrong) {
        throw noTable("a row holds \"" + cells[i] + '"');
      }
    }
    return row;
  }

  private Path metricsFile() {
    return folder.resolve(RunFiles.METRICS);
  }

  private InputException noTable(String reason) {
    return new InputException(metricsFile() + " is no table of numbers: " + reason + ".");
  }

  /** A column of metrics.csv, one number per epoch. */
  List<Double> column(String name) {
    List<Map<String, Double>> rows = metrics();
    if (!rows.get(0).containsKey(name)) {
      throw new InputException(metricsFile() + " has no column " + name + ".");
    }
    return rows.stream().map(row -> row.getOrDefault(name, Double.NaN)).toList();
  }

  /** How long the training took. */
  double seconds() {
    return column("seconds").stream().mapToDouble(Double::doubleValue).sum();
  }

  /** A number had from the trained model; refuses one without a latent space. */
  double withModel(ToDoubleFunction<FigureSource> statistic) {
    ExperimentSpec spec = SpecFile.read(folder.resolve(RunFiles.SPEC), List.of());
    DeviceChoice device = DeviceChoice.parse(spec.device());
    try (TrainedModel model = TrainedModel.open(folder, device, SpecWords.builtIn())) {
      if (!spec.model().abilities().contains(Ability.ENCODE)) {
        throw new InputException(
            folder + " holds " + Words.a(spec.model().kind()) + ", which has no latent space.");
      }
      return statistic.applyAsDouble(
          new FigureSource(
              model,
              spec.data().load(model.manager(), sources),
              spec.data().transform(),
              new Seeds(spec.seed()),
              List.of()));
    }
  }
}
