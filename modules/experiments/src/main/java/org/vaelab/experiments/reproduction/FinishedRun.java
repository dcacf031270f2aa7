package org.vaelab.experiments.reproduction;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.vaelab.data.source.DataSources;
import org.vaelab.engine.DeviceChoice;
import org.vaelab.experiments.run.EarlierRun;
import org.vaelab.experiments.run.MetricsTable;
import org.vaelab.experiments.run.RunFiles;
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
    List<Map<String, Double>> rows = MetricsTable.read(metricsFile()).rows();
    if (rows.isEmpty()) {
      throw new InputException(
          metricsFile() + " is no table of numbers: it is missing or has no rows.");
    }
    return rows;
  }

  private Path metricsFile() {
    return folder.resolve(RunFiles.METRICS);
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

  /**
   * A number had with a classifier of another run, one that trained to its end before one that was
   * cut.
   *
   * @param name of the run, as SYSTEM/SPEC
   */
  double withClassifier(String name, ToDoubleFunction<TrainedModel> statistic) {
    Path all = folder.resolve("../../..").normalize();
    Path whole = all.resolve(Reproduction.WHOLE).resolve(name);
    Path found =
        new EarlierRun(whole).isTrained() ? whole : all.resolve(Reproduction.CUT).resolve(name);
    if (!new EarlierRun(found).isTrained()) {
      throw new InputException("the classifier " + name + " was not run yet");
    }
    DeviceChoice device = DeviceChoice.AUTO;
    try (TrainedModel judge = TrainedModel.open(found, device, SpecWords.builtIn())) {
      return statistic.applyAsDouble(judge);
    }
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
