package org.vaelab.experiments.drawing;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.vaelab.experiments.embedding.PlanePoints;

/**
 * Points in the plane, coloured by class and drawn in an order that hides no class behind another,
 * with a legend beside them.
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
  /** How opaque a point is, of 255. */
  static final int ALPHA = 210;

  private static final int SIDE = 360;
  private static final int LARGE = 6;
  private static final int SMALL = 4;

  /** From how many points on they are small. */
  private static final int MANY = 2_000;

  /** In how many parts the points of a class are drawn, those of the other classes between them. */
  private static final int PARTS = 40;

  /**
   * Draws points.
   *
   * @param points N of them
   * @param classes whose colours they have
   * @return the picture
   */
  public BufferedImage draw(PlanePoints points, int[] classes) {
    XYChart chart = Charts.create(SIDE, SIDE, "", points.xLabel(), points.yLabel());
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(classes.length > MANY ? SMALL : LARGE);
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisMaxLabelCount(7);
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
    addPoints(chart, points, classes);
    return withLegend(Charts.paint(List.of(chart)));
  }

  /** Part after part of the points, shuffled, and in each part class after class. */
  private void addPoints(XYChart chart, PlanePoints points, int[] classes) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, classes.length).boxed().toList());
    Collections.shuffle(order, new Random(0));
    for (int part = 0; part < PARTS; part++) {
      int from = (int) ((long) part * order.size() / PARTS);
      int to = (int) ((part + 1L) * order.size() / PARTS);
      for (int k = 0; k < classNames.size(); k++) {
        int wanted = k;
        int[] members =
            order.subList(from, to).stream()
                .mapToInt(Integer::intValue)
                .filter(i -> classes[i] == wanted)
                .toArray();
        if (members.length > 0) {
          XYSeries series =
              chart.addSeries(part + "/" + k, pick(points.x(), members), pick(points.y(), members));
          series.setMarker(SeriesMarkers.CIRCLE);
          series.setMarkerColor(palette.translucent(k, classNames.size(), ALPHA));
        }
      }
    }
  }

  private BufferedImage withLegend(BufferedImage plot) {
    ColourLegend legend = new ColourLegend(classNames, palette);
    int head = title.isEmpty() ? 0 : Canvas.lineHeight() + Canvas.MARGIN / 2;
    BufferedImage picture = Canvas.white(plot.getWidth() + legend.width(), head + plot.getHeight());
    Graphics2D pen = Canvas.pen(picture);
    pen.drawImage(plot, 0, head, null);
    legend.draw(pen, plot.getWidth(), head + plot.getHeight());
    Canvas.writeWithin(pen, title, picture.getWidth() / 2, head / 2 + 4, picture.getWidth() - 16);
    pen.dispose();
    return picture;
  }

  private static double[] pick(double[] values, int[] indexes) {
    return Arrays.stream(indexes).mapToDouble(i -> values[i]).toArray();
  }
}
