package org.vaelab.experiments.drawing;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.List;

/**
 * Which class has which colour, beside a plot: a dot for each class, or a bar where the colours
 * follow the order of the classes.
 *
 * @param classNames of all classes
 * @param palette their colours
 */
record ColourLegend(List<String> classNames, Palette palette) {
  private static final int SWATCH = 22;
  private static final int BAR = 36;
  private static final int BETWEEN = 10;
  private static final int HIGHEST_LINE = 44;

  /** How many pixels it takes beside the plot. */
  int width() {
    return (isBar() ? BAR : SWATCH) + BETWEEN + Canvas.widest(classNames) + Canvas.MARGIN;
  }

  /** Draws it right of {@code left}, over the middle of {@code height}. */
  void draw(Graphics2D pen, int left, int height) {
    int count = classNames.size();
    int line = Math.min(HIGHEST_LINE, (height - 2 * Canvas.MARGIN) / Math.max(1, count));
    int top = (height - count * line) / 2;
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int k = 0; k < count; k++) {
      // A bar grows upwards, as an axis does.
      int y = isBar() ? top + (count - 1 - k) * line : top + k * line;
      pen.setColor(palette.opaque(k, count));
      if (isBar()) {
        pen.fillRect(left, y, BAR, line);
      } else {
        int side = Math.min(SWATCH, line);
        pen.fillOval(left, y + (line - side) / 2, side, side);
      }
      pen.setColor(Canvas.INK);
      int text = left + (isBar() ? BAR : SWATCH) + BETWEEN;
      Canvas.write(pen, classNames.get(k), text, y + line / 2, 0);
    }
  }

  private boolean isBar() {
    return palette == Palette.VIRIDIS;
  }
}
