package org.vaelab.experiments.comparison;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.vaelab.experiments.drawing.Charts;
import org.vaelab.experiments.drawing.LinePlot;

/** The test curves of several runs in one picture. */
public final class ComparedCurves {
  private static final String TEST = "test_";

  private ComparedCurves() {}

  /**
   * The measures that every run has; the bound is left out where it is the loss in all of them.
   *
   * @param runs at least one, each with an epoch
   * @return names of columns without {@code test_}
   */
  public static List<String> measures(List<RunSummary> runs) {
    List<String> measures = new ArrayList<>();
    for (String column : runs.get(0).metrics().rows().get(0).keySet()) {
      boolean everywhere =
          runs.stream().allMatch(run -> run.metrics().rows().get(0).containsKey(column));
      if (column.startsWith(TEST) && everywhere && !isLossAgain(column, runs)) {
        measures.add(column.substring(TEST.length()));
      }
    }
    return measures;
  }

  private static boolean isLossAgain(String column, List<RunSummary> runs) {
    return column.equals(TEST + "elbo")
        && runs.stream()
            .map(RunSummary::metrics)
            .allMatch(all -> areAlike(all.column(column), all.column(TEST + "loss")));
  }

  /** Both are means of float32 numbers. */
  private static boolean areAlike(double[] first, double[] second) {
    return IntStream.range(0, first.length)
        .allMatch(i -> Math.abs(first[i] - second[i]) <= 1e-5 * Math.abs(first[i]));
  }

  /**
   * Draws them: one panel per measure, one line per run.
   *
   * @param runs by the name that the legend has for each
   * @return the picture
   */
  public static BufferedImage draw(Map<String, RunSummary> runs) {
    List<RunSummary> all = List.copyOf(runs.values());
    int longest = all.stream().mapToInt(run -> run.metrics().rows().size()).max().orElse(0);
    double[] epochs = IntStream.rangeClosed(1, longest).asDoubleStream().toArray();
    List<XYChart> charts = new ArrayList<>();
    for (String measure : measures(all)) {
      Map<String, double[]> lines = new LinkedHashMap<>();
      runs.forEach((name, run) -> lines.put(name, run.metrics().column(TEST + measure)));
      String unit = measure.equals("accuracy") ? "share of images" : "nats per image";
      charts.add(LinePlot.create("test " + measure, unit, epochs, lines));
    }
    return Charts.paint(charts);
  }
}
