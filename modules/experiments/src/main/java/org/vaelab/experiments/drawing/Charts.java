package org.vaelab.experiments.drawing;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** The common look of all plots, and how they become pixels. */
public final class Charts {
  private static final int SCALE = 2;

  private Charts() {}

  /**
   * A chart of points or lines.
   *
   * @param width in pixels, before it is doubled
   * @param height in pixels, before it is doubled
   * @param title above it, in smaller letters where it would not fit
   * @param xLabel below the x axis
   * @param yLabel beside the y axis
   * @return without any data yet
   */
  public static XYChart create(int width, int height, String title, String xLabel, String yLabel) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(xLabel)
            .yAxisTitle(yLabel)
            .build();
    dress(chart.getStyler(), titleSize(title, width));
    return chart;
  }

  /**
   * A chart of bars.
   *
   * @param width in pixels, before it is doubled
   * @param height in pixels, before it is doubled
   * @param title above it, in smaller letters where it would not fit
   * @param xLabel below the x axis
   * @param yLabel beside the y axis
   * @return without any data yet
   */
  public static CategoryChart createBars(
      int width, int height, String title, String xLabel, String yLabel) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(xLabel)
            .yAxisTitle(yLabel)
            .build();
    dress(chart.getStyler(), titleSize(title, width));
    return chart;
  }

  private static void dress(AxesChartStyler style, int titleSize) {
    style.setLocale(Locale.ROOT);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderColor(new Color(0xBBBBBB));
    style.setPlotGridLinesColor(new Color(0xE6E6E6));
    style.setChartTitleBoxVisible(false);
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, titleSize));
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendPosition(Styler.LegendPosition.OutsideE);
  }

  /** Smaller letters where a title would not fit; one is 8 pixels wide, more or less. */
  private static int titleSize(String title, int width) {
    return 9 * title.length() > width ? 12 : 14;
  }

  /**
   * Paints charts side by side, at twice their size.
   *
   * @param charts at least one
   * @return the picture
   */
  public static BufferedImage paint(List<? extends Chart<?, ?>> charts) {
    int width = charts.stream().mapToInt(Chart::getWidth).sum();
    int height = charts.stream().mapToInt(Chart::getHeight).max().orElse(1);
    BufferedImage picture =
        new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.scale(SCALE, SCALE);
    for (Chart<?, ?> chart : charts) {
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
      graphics.translate(chart.getWidth(), 0);
    }
    graphics.dispose();
    return picture;
  }
}
