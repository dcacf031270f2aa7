package org.vaelab.experiments.sweep.table;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.vaelab.experiments.drawing.Canvas;
import org.vaelab.experiments.drawing.ColourMap;

/**
 * Parallel coordinates (Inselberg, 1985): an axis for each parameter and one for the metric, and a
 * line for each configuration, good ones bright and on top.
 */
final class ParallelCoordinates {
  private static final int BETWEEN = 320;
  private static final int HEIGHT = 560;
  private static final float LINE = 3f;

  private final SweepTable table;
  private final List<ConfigurationResult> measured;
  private final List<String> paths;
  private final double least;
  private final double most;

  private ParallelCoordinates(
      SweepTable table, List<ConfigurationResult> measured, List<String> paths) {
    this.table = table;
    this.measured = measured;
    this.paths = paths;
    least = measured.stream().mapToDouble(this::metric).min().orElse(0);
    most = measured.stream().mapToDouble(this::metric).max().orElse(0);
  }

  static BufferedImage draw(
      SweepTable table, List<ConfigurationResult> measured, List<String> paths) {
    return new ParallelCoordinates(table, measured, paths).draw();
  }

  private double metric(ConfigurationResult each) {
    return each.mean(table.metric());
  }

  private BufferedImage draw() {
    int line = Canvas.lineHeight();
    int top = Canvas.MARGIN + 3 * line;
    int left = Canvas.MARGIN + BETWEEN / 2;
    BufferedImage picture =
        Canvas.white(left + paths.size() * BETWEEN + BETWEEN / 2, top + HEIGHT + 2 * line);
    Graphics2D pen = Canvas.pen(picture);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setStroke(new BasicStroke(LINE));
    List<ConfigurationResult> worstFirst = new ArrayList<>(measured);
    worstFirst.sort(
        Comparator.comparingDouble((ConfigurationResult each) -> table.goal().cost(metric(each)))
            .reversed());
    for (ConfigurationResult each : worstFirst) {
      drawLine(pen, each, left, top);
    }
    pen.setStroke(new BasicStroke(1));
    for (int i = 0; i <= paths.size(); i++) {
      drawAxis(pen, i, left + i * BETWEEN, top);
    }
    pen.dispose();
    return picture;
  }

  private void drawLine(Graphics2D pen, ConfigurationResult each, int left, int top) {
    double height = most > least ? (metric(each) - least) / (most - least) : 0.5;
    boolean small = table.goal().better(0, 1);
    pen.setColor(new Color(ColourMap.VIRIDIS.rgb((float) (small ? 1 - height : height))));
    int lastX = 0;
    int lastY = -1;
    for (int i = 0; i <= paths.size(); i++) {
      double share = i == paths.size() ? height : share(paths.get(i), each);
      if (Double.isNaN(share)) {
        continue; // A parameter that this configuration does not vary.
      }
      int x = left + i * BETWEEN;
      int y = top + (int) Math.round((1 - share) * HEIGHT);
      if (lastY >= 0) {
        pen.drawLine(lastX, lastY, x, y);
      }
      lastX = x;
      lastY = y;
    }
  }

  /** By rank: values of a logarithmic range would else lie in one corner. */
  private double share(String path, ConfigurationResult each) {
    List<String> values = Axis.values(measured, path);
    int rank = values.indexOf(each.values().getOrDefault(path, ""));
    return rank < 0 ? Double.NaN : values.size() == 1 ? 0.5 : rank / (values.size() - 1.0);
  }

  private void drawAxis(Graphics2D pen, int axis, int x, int top) {
    boolean ofMetric = axis == paths.size();
    String name = ofMetric ? table.metric() : paths.get(axis);
    String low = String.format(Locale.ROOT, "%.5g", least);
    String high = String.format(Locale.ROOT, "%.5g", most);
    if (!ofMetric) {
      List<String> values = Axis.values(measured, name);
      low = Columns.plain(values.get(0));
      high = Columns.plain(values.get(values.size() - 1));
    }
    int line = Canvas.lineHeight();
    pen.setColor(Canvas.INK);
    pen.drawLine(x, top, x, top + HEIGHT);
    String last = name.substring(name.lastIndexOf('.') + 1);
    Canvas.write(pen, last, x, Canvas.MARGIN + line / 2, 0.5);
    Canvas.write(pen, high, x, top - line / 2, 0.5);
    Canvas.write(pen, low, x, top + HEIGHT + line / 2 + 4, 0.5);
  }
}
