package org.vaelab.experiments.drawing;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over the epochs. */
public final class LinePlot {
  /** So many epochs are labelled one by one. */
  private static final int FEW = 10;

  private LinePlot() {}

  /**
   * All measures in one panel whose axis begins at 0, so that what hardly changes looks flat.
   *
   * @param title above it
   * @param yLabel beside it
   * @param x the epochs
   * @param lines values by name, in the order of the map
   * @return not painted yet
   */
  public static XYChart fromZero(
      String title, String yLabel, double[] x, Map<String, double[]> lines) {
    XYChart chart = create(title, yLabel, x, lines);
    double least = lines.values().stream().flatMapToDouble(Arrays::stream).min().orElse(0);
    if (least >= 0) {
      chart.getStyler().setYAxisMin(0.0);
    }
    chart.getStyler().setMarkerSize(x.length > 15 ? 0 : 5);
    return chart;
  }

  /**
   * A chart with one line for each entry.
   *
   * @param title above it
   * @param yLabel beside it
   * @param x the epochs
   * @param lines at most as many values as epochs by name, in the order of the map
   * @return not painted yet
   */
  public static XYChart create(
      String title, String yLabel, double[] x, Map<String, double[]> lines) {
    XYChart chart = Charts.create(460, 360, title, "epoch", yLabel);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setXAxisDecimalPattern("0");
    if (x.length == 1) {
      chart.getStyler().setXAxisMin(x[0] - 1).setXAxisMax(x[0] + 1);
    }
    double[] places = places(x);
    int colour = 0;
    for (Map.Entry<String, double[]> line : lines.entrySet()) {
      XYSeries series =
          chart.addSeries(
              line.getKey(), Arrays.copyOf(places, line.getValue().length), line.getValue());
      series.setLineColor(Palette.DISTINCT.opaque(colour, lines.size()));
      series.setLineStyle(new BasicStroke(1.6f));
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setMarkerColor(Palette.DISTINCT.opaque(colour, lines.size()));
      colour++;
    }
    chart.getStyler().setMarkerSize(x.length > 40 ? 0 : 5);
    return chart;
  }

  /**
   * The epochs, all but the first and last moved by what no eye sees: XChart labels numbers of
   * equal distance as 1, 35, 69 and so close that they touch, and others as 0, 100, 200.
   */
  private static double[] places(double[] epochs) {
    double[] places = epochs.clone();
    for (int i = 1; i < places.length - 1 && places.length > FEW; i++) {
      places[i] += 1e-3;
    }
    return places;
  }
}
