package org.vaelab.experiments.sweep.table;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vaelab.experiments.drawing.Png;
import org.vaelab.experiments.sweep.Parameter;
import org.vaelab.experiments.sweep.SweepSpec;
import org.vaelab.files.FileFaults;

/**
 * The pictures of a sweep: the metric over each parameter, over each pair of them, over the epochs,
 * and all parameters side by side.
 */
final class SweepPictures {
  /** The curves of more configurations cannot be told apart; the best ones are drawn. */
  private static final int MOST_CURVES = 10;

  private static final int MOST_PAIRS = 10;

  private final SweepSpec spec;
  private final SweepTable table;
  private final List<ConfigurationResult> measured;

  SweepPictures(SweepSpec spec, SweepTable table) {
    this.spec = spec;
    this.table = table;
    measured =
        table.configurations().stream()
            .filter(each -> Double.isFinite(each.mean(table.metric())))
            .toList();
  }

  /** Draws all there is to be drawn; nothing before the first number. */
  void write(Path folder) {
    if (measured.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw FileFaults.cannotWrite(folder, failure);
    }
    pictures().forEach((name, picture) -> Png.write(picture, folder.resolve(name + ".png")));
  }

  Map<String, BufferedImage> pictures() {
    Map<String, BufferedImage> pictures = new LinkedHashMap<>();
    List<String> paths = varied();
    for (String path : paths) {
      pictures.put("over-" + path, MetricPlot.draw(table, measured, path, isLogarithmic(path)));
    }
    int pairs = 0;
    for (int i = 0; i < paths.size(); i++) {
      for (int j = i + 1; j < paths.size() && pairs < MOST_PAIRS; j++) {
        Optional<BufferedImage> map = PairMap.draw(table, measured, paths.get(i), paths.get(j));
        if (map.isPresent()) {
          pictures.put("pair-" + paths.get(i) + "-" + paths.get(j), map.get());
          pairs++;
        }
      }
    }
    if (paths.size() > 1) {
      pictures.put("parallel-coordinates", ParallelCoordinates.draw(table, measured, paths));
    }
    pictures.put("curves", CurveBands.draw(table, best()));
    return pictures;
  }

  /** Those with at least two values among what was measured. */
  private List<String> varied() {
    List<String> paths = new ArrayList<>();
    for (String path : Columns.varied(measured)) {
      if (measured.stream().map(each -> each.values().get(path)).distinct().count() > 1) {
        paths.add(path);
      }
    }
    return paths;
  }

  private boolean isLogarithmic(String path) {
    Parameter parameter = spec.parameters().get(path);
    return parameter != null && parameter.isLogarithmic();
  }

  private List<ConfigurationResult> best() {
    Map<Double, List<ConfigurationResult>> byCost = new TreeMap<>();
    for (ConfigurationResult each : measured) {
      byCost
          .computeIfAbsent(table.goal().cost(each.mean(table.metric())), cost -> new ArrayList<>())
          .add(each);
    }
    return byCost.values().stream().flatMap(List::stream).limit(MOST_CURVES).toList();
  }
}
