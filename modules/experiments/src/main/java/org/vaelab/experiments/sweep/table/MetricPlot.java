package org.vaelab.experiments.sweep.table;

import java.awt.BasicStroke;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.vaelab.experiments.drawing.Charts;
import org.vaelab.experiments.drawing.Palette;

/** The metric over one parameter: a point for each run, and a line through the means. */
final class MetricPlot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;

  private MetricPlot() {}

  static BufferedImage draw(
      SweepTable table, List<ConfigurationResult> measured, String path, boolean logarithmic) {
    List<String> values = Axis.values(measured, path);
    boolean numbers = Axis.areNumbers(values);
    XYChart chart = Charts.create(WIDTH, HEIGHT, table.metric(), path, table.metric());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisLogarithmic(logarithmic);
    if (!numbers) {
      Map<Object, Object> words = new LinkedHashMap<>();
      for (int i = 0; i < values.size(); i++) {
        words.put((double) i, Columns.plain(values.get(i)));
      }
      chart.setCustomXAxisTickLabelsFormatter(
          place -> Objects.toString(words.getOrDefault(Math.rint(place), "")));
    }
    Map<Double, List<Double>> byPlace = new LinkedHashMap<>();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (String value : values) {
      double place = Axis.place(values, value, numbers);
      for (ConfigurationResult each : measured) {
        if (value.equals(each.values().get(path))) {
          for (RunResult run : each.runs()) {
            if (Double.isFinite(run.number(table.metric()))) {
              x.add(place);
              y.add(run.number(table.metric()));
            }
          }
          byPlace.computeIfAbsent(place, key -> new ArrayList<>()).add(each.mean(table.metric()));
        }
      }
    }
    XYSeries points = chart.addSeries("runs", x, y);
    points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.CIRCLE);
    points.setMarkerColor(Palette.DISTINCT.opaque(1, 2));
    XYSeries means =
        chart.addSeries(
            "mean",
            new ArrayList<>(byPlace.keySet()),
            byPlace.values().stream().map(MetricPlot::mean).toList());
    means.setLineColor(Palette.DISTINCT.opaque(0, 2));
    means.setLineStyle(new BasicStroke(1.6f));
    means.setMarker(SeriesMarkers.NONE);
    return Charts.paint(List.of(chart));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(each -> each).average().orElse(Double.NaN);
  }
}
