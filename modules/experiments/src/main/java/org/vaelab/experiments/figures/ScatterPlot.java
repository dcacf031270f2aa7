package org.vaelab.experiments.figures;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Points in the plane, coloured by class, with a legend. */
final class ScatterPlot {
  private static final int ALPHA = 150;

  private ScatterPlot() {}

  /** Draws the point {@code (x[i], y[i])} in the colour of {@code classes[i]}. */
  static BufferedImage draw(
      double[] x,
      double[] y,
      int[] classes,
      List<String> classNames,
      String title,
      String xLabel,
      String yLabel) {
    XYChart chart = Charts.create(640, 600, title, xLabel, yLabel);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(4);
    for (int k = 0; k < classNames.size(); k++) {
      int wanted = k;
      int[] members =
          IntStream.range(0, classes.length).filter(i -> classes[i] == wanted).toArray();
      if (members.length > 0) {
        XYSeries series = chart.addSeries(classNames.get(k), pick(x, members), pick(y, members));
        Color colour = Palette.translucent(k, ALPHA);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(colour);
      }
    }
    return Charts.paint(List.of(chart));
  }

  private static double[] pick(double[] values, int[] indexes) {
    return Arrays.stream(indexes).mapToDouble(i -> values[i]).toArray();
  }
}
