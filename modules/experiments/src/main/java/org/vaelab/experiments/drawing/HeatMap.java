package org.vaelab.experiments.drawing;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** A square matrix as colours, row 0 at the top, with a colour bar of its range. */
public final class HeatMap {
  private static final ColourMap COLOURS = ColourMap.VIRIDIS;
  private static final int LEAST_SIDE = 784;
  private static final int BAR = 36;
  private static final int TICK = 10;
  private static final int MOST_TICKS = 8;

  private final float[][] values;
  private final int scale;
  private final int side;
  private final int left;
  private final int top;
  private final float least;
  private final float greatest;

  private HeatMap(float[][] values) {
    this.values = values;
    scale = Math.max(1, LEAST_SIDE / values.length);
    side = scale * values.length;
    left = Canvas.MARGIN + Canvas.widest(List.of(Integer.toString(values.length))) + 2 * TICK;
    top = Canvas.MARGIN + Canvas.lineHeight() + TICK;
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float[] row : values) {
      for (float value : row) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    least = low;
    greatest = high;
  }

  /**
   * Draws {@code values[r][c]} at row r and column c, at one pixel or more.
   *
   * @param values as many columns as rows
   * @param title above the map
   * @param axis what rows and columns count, from 0
   * @return the picture
   */
  public static BufferedImage draw(float[][] values, String title, String axis) {
    return new HeatMap(values).draw(title, axis);
  }

  private BufferedImage draw(String title, String axis) {
    int line = Canvas.lineHeight();
    int right = left + side + Canvas.MARGIN + BAR + TICK;
    int width = right + Canvas.widest(List.of(number(least), number(greatest))) + Canvas.MARGIN;
    int height = top + side + 2 * TICK + 2 * line + Canvas.MARGIN;
    BufferedImage picture = Canvas.white(width, height);
    paintMap(picture);
    paintBar(picture, left + side + Canvas.MARGIN);
    Graphics2D pen = Canvas.pen(picture);
    Canvas.write(pen, title, left + side / 2, Canvas.MARGIN + line / 2, 0.5);
    Canvas.write(pen, axis, left + side / 2, top + side + 2 * TICK + 3 * line / 2, 0.5);
    drawTicks(pen, top + side + 2 * TICK + line / 2);
    Canvas.write(pen, number(greatest), right, top + line / 2, 0);
    Canvas.write(pen, number(least), right, top + side - line / 2, 0);
    pen.dispose();
    return picture;
  }

  private void paintMap(BufferedImage picture) {
    float range = greatest > least ? greatest - least : 1;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        float share = (values[y / scale][x / scale] - least) / range;
        picture.setRGB(left + x, top + y, COLOURS.rgb(share));
      }
    }
  }

  private void paintBar(BufferedImage picture, int barLeft) {
    for (int y = 0; y < side; y++) {
      int colour = COLOURS.rgb(1 - y / (side - 1f));
      for (int x = 0; x < BAR; x++) {
        picture.setRGB(barLeft + x, top + y, colour);
      }
    }
  }

  private void drawTicks(Graphics2D pen, int below) {
    int step = step(values.length);
    for (int i = 0; i < values.length; i += step) {
      int middle = i * scale + scale / 2;
      pen.drawLine(left - TICK, top + middle, left - 2, top + middle);
      pen.drawLine(left + middle, top + side + 2, left + middle, top + side + TICK);
      Canvas.write(pen, Integer.toString(i), left - 2 * TICK, top + middle, 1);
      Canvas.write(pen, Integer.toString(i), left + middle, below, 0.5);
    }
  }

  /** The least of 1, 2, 5, 10, 20, 50, ... that gives few enough ticks. */
  private static int step(int length) {
    int step = 1;
    while ((length - 1) / step + 1 > MOST_TICKS) {
      boolean two = Integer.toString(step).startsWith("2");
      step = two ? step / 2 * 5 : step * 2;
    }
    return step;
  }

  private static String number(float value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
