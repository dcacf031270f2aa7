package org.vaelab.experiments.sweep.table;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vaelab.experiments.drawing.Canvas;
import org.vaelab.experiments.drawing.ColourMap;

/** The metric over two parameters: a coloured field with its number for each pair of values. */
final class PairMap {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 64;

  /** More values have no room for their numbers. */
  private static final int MOST = 16;

  private static final double BRIGHT = 0.6;

  private PairMap() {}

  /** Nothing where the values are too many, as those of a random search are. */
  static Optional<BufferedImage> draw(
      SweepTable table, List<ConfigurationResult> measured, String across, String down) {
    List<String> columns = Axis.values(measured, across);
    List<String> rows = Axis.values(measured, down);
    if (columns.size() > MOST || rows.size() > MOST) {
      return Optional.empty();
    }
    double[][] means = new double[rows.size()][columns.size()];
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        means[r][c] = mean(table, measured, across, columns.get(c), down, rows.get(r));
        if (!Double.isNaN(means[r][c])) {
          least = Math.min(least, means[r][c]);
          most = Math.max(most, means[r][c]);
        }
      }
    }
    List<String> labels = rows.stream().map(Columns::plain).toList();
    int line = Canvas.lineHeight();
    int left = 2 * Canvas.MARGIN + Math.max(Canvas.widest(labels), Canvas.widest(List.of(down)));
    int top = Canvas.MARGIN + 2 * line;
    int width = Math.max(left + columns.size() * WIDTH, Canvas.widest(List.of(title(table))));
    BufferedImage picture =
        Canvas.white(width + 2 * Canvas.MARGIN, top + rows.size() * HEIGHT + 3 * line);
    Graphics2D pen = Canvas.pen(picture);
    Canvas.write(pen, title(table), Canvas.MARGIN, Canvas.MARGIN + line / 2, 0);
    Canvas.write(pen, down, left - Canvas.MARGIN, top - line / 2, 1);
    for (int r = 0; r < rows.size(); r++) {
      int middle = top + r * HEIGHT + HEIGHT / 2;
      Canvas.write(pen, labels.get(r), left - Canvas.MARGIN, middle, 1);
      for (int c = 0; c < columns.size(); c++) {
        double share = most > least ? (means[r][c] - least) / (most - least) : 0;
        paint(pen, left + c * WIDTH, top + r * HEIGHT, means[r][c], share);
      }
    }
    int below = top + rows.size() * HEIGHT + line / 2;
    for (int c = 0; c < columns.size(); c++) {
      Canvas.write(pen, Columns.plain(columns.get(c)), left + c * WIDTH + WIDTH / 2, below, 0.5);
    }
    Canvas.write(pen, across, left, below + line, 0);
    pen.dispose();
    return Optional.of(picture);
  }

  private static String title(SweepTable table) {
    return table.metric() + ", mean over all else";
  }

  private static void paint(Graphics2D pen, int x, int y, double mean, double share) {
    if (Double.isNaN(mean)) {
      return;
    }
    pen.setColor(new Color(ColourMap.VIRIDIS.rgb((float) share)));
    pen.fillRect(x, y, WIDTH - 2, HEIGHT - 2);
    pen.setColor(share > BRIGHT ? Canvas.INK : Color.WHITE);
    Canvas.write(pen, String.format(Locale.ROOT, "%.5g", mean), x + WIDTH / 2, y + HEIGHT / 2, 0.5);
    pen.setColor(Canvas.INK);
  }

  private static double mean(
      SweepTable table,
      List<ConfigurationResult> measured,
      String across,
      String column,
      String down,
      String row) {
    return measured.stream()
        .filter(each -> column.equals(each.values().get(across)))
        .filter(each -> row.equals(each.values().get(down)))
        .mapToDouble(each -> each.mean(table.metric()))
        .average()
        .orElse(Double.NaN);
  }
}
