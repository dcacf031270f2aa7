package org.vaelab.experiments.sweep.table;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.vaelab.experiments.drawing.Charts;
import org.vaelab.experiments.drawing.Palette;

/** The metric over the epochs: the mean over the seeds, within a band of one standard deviation. */
final class CurveBands {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 520;
  private static final int BAND = 48;

  private CurveBands() {}

  static BufferedImage draw(SweepTable table, List<ConfigurationResult> configurations) {
    XYChart chart = Charts.create(WIDTH, HEIGHT, table.metric(), "epoch", table.metric());
    chart.getStyler().setXAxisDecimalPattern("0");
    for (int i = 0; i < configurations.size(); i++) {
      Color colour = Palette.DISTINCT.opaque(i, configurations.size());
      add(chart, table.metric(), configurations.get(i), colour);
    }
    return Charts.paint(List.of(chart));
  }

  private static void add(
      XYChart chart, String metric, ConfigurationResult configuration, Color colour) {
    List<double[]> curves =
        configuration.runs().stream().map(run -> run.metrics().column(metric)).toList();
    List<Double> epochs = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    List<Double> lower = new ArrayList<>();
    List<Double> upper = new ArrayList<>();
    for (int epoch = 1; epoch <= configuration.epochs(); epoch++) {
      int row = epoch - 1;
      double[] values =
          curves.stream()
              .filter(curve -> curve.length > row && Double.isFinite(curve[row]))
              .mapToDouble(curve -> curve[row])
              .toArray();
      if (values.length > 0) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
        double deviation = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
        epochs.add((double) epoch);
        means.add(mean);
        lower.add(mean - deviation);
        upper.add(mean + deviation);
      }
    }
    if (epochs.isEmpty()) {
      return;
    }
    String name = name(configuration);
    if (curves.size() > 1 && epochs.size() > 1) {
      band(chart, name, epochs, lower, upper, colour);
    }
    XYSeries line = chart.addSeries(name, epochs, means);
    line.setLineColor(colour);
    line.setLineStyle(new BasicStroke(1.6f));
    line.setMarker(epochs.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    line.setMarkerColor(colour);
  }

  private static void band(
      XYChart chart,
      String name,
      List<Double> epochs,
      List<Double> lower,
      List<Double> upper,
      Color colour) {
    List<Double> x = new ArrayList<>(epochs);
    List<Double> y = new ArrayList<>(upper);
    Collections.reverse(epochs);
    Collections.reverse(lower);
    x.addAll(epochs);
    y.addAll(lower);
    Collections.reverse(epochs);
    XYSeries band = chart.addSeries(name + " band", x, y);
    band.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    Color faint = new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND);
    band.setFillColor(faint);
    band.setLineColor(new Color(0, 0, 0, 0));
    band.setMarker(SeriesMarkers.NONE);
    band.setShowInLegend(false);
  }

  /** The values, each with the last part of its path; numbered, as names must differ. */
  private static String name(ConfigurationResult configuration) {
    return configuration.number()
        + ": "
        + configuration.values().entrySet().stream()
            .map(
                each ->
                    each.getKey().substring(each.getKey().lastIndexOf('.') + 1)
                        + " "
                        + Columns.plain(each.getValue()))
            .collect(Collectors.joining(", "));
  }
}
