package org.vaelab.experiments.drawing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.vaelab.experiments.embedding.PlanePoints;

/**
 * Points in the plane, coloured by class, with a legend.
 *
 * @param title over the plot
 * @param classNames of all classes
 * @param palette their colours
 * @param xLimit the x axis goes from -xLimit to xLimit; null for as far as the points
 * @param yLimit the same for the y axis
 */
public record ScatterPlot(
    String title,
    List<String> classNames,
    Palette palette,
    @Nullable Double xLimit,
    @Nullable Double yLimit) {
  private static final int ALPHA = 150;

  /**
   * Draws points.
   *
   * @param points N of them
   * @param classes whose colours they have
   * @return the picture
   */
  public BufferedImage draw(PlanePoints points, int[] classes) {
    XYChart chart = Charts.create(640, 600, title, points.xLabel(), points.yLabel());
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(4);
    if (xLimit != null && yLimit != null) {
      // Hardly more than the limits, but room for their numbers.
      chart.getStyler().setPlotContentSize(0.98);
    }
    if (xLimit != null) {
      chart.getStyler().setXAxisMin(-xLimit).setXAxisMax(xLimit);
    }
    if (yLimit != null) {
      chart.getStyler().setYAxisMin(-yLimit).setYAxisMax(yLimit);
    }
    for (int k = 0; k < classNames.size(); k++) {
      int wanted = k;
      int[] members =
          IntStream.range(0, classes.length).filter(i -> classes[i] == wanted).toArray();
      if (members.length > 0) {
        XYSeries series =
            chart.addSeries(
                classNames.get(k), pick(points.x(), members), pick(points.y(), members));
        Color colour = palette.translucent(k, classNames.size(), ALPHA);
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
