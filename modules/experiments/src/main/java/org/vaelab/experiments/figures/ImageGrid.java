package org.vaelab.experiments.figures;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.vaelab.engine.ImageShape;

/** Images in rows, each row with a name at its left. */
final class ImageGrid {
  private static final int TILE = 112;
  private static final int GAP = 6;
  private static final int MARGIN = 24;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 26);
  private static final Color INK = new Color(0x33, 0x33, 0x33);

  private ImageGrid() {}

  /**
   * Draws {@code rows.get(r)[c]}, values in [0, 1] in the order C, H, W, at row r and column c.
   *
   * @param names of the rows; empty for none
   */
  static BufferedImage draw(List<float[][]> rows, List<String> names, ImageShape shape) {
    int scale = Math.max(1, TILE / Math.max(shape.width(), shape.height()));
    int stepX = shape.width() * scale + GAP;
    int stepY = shape.height() * scale + GAP;
    int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
    int left = MARGIN + widest(names);
    BufferedImage picture =
        new BufferedImage(
            left + columns * stepX - GAP + MARGIN,
            2 * MARGIN + rows.size() * stepY - GAP,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    for (int r = 0; r < rows.size(); r++) {
      int top = MARGIN + r * stepY;
      if (!names.isEmpty()) {
        drawName(graphics, names.get(r), left, top + (stepY - GAP) / 2);
      }
      for (int c = 0; c < rows.get(r).length; c++) {
        BufferedImage tile = tile(rows.get(r)[c], shape);
        graphics.drawImage(
            tile, left + c * stepX, top, shape.width() * scale, shape.height() * scale, null);
      }
    }
    graphics.dispose();
    return picture;
  }

  private static void drawName(Graphics2D graphics, String name, int right, int middle) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(FONT);
    graphics.setColor(INK);
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(
        name,
        right - MARGIN / 2 - metrics.stringWidth(name),
        middle + (metrics.getAscent() - metrics.getDescent()) / 2);
  }

  private static int widest(List<String> names) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    FontMetrics metrics = graphics.getFontMetrics(FONT);
    int widest =
        names.stream().mapToInt(name -> metrics.stringWidth(name) + MARGIN / 2).max().orElse(0);
    graphics.dispose();
    return widest;
  }

  private static BufferedImage tile(float[] values, ImageShape shape) {
    BufferedImage tile =
        new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
    int plane = shape.width() * shape.height();
    for (int i = 0; i < plane; i++) {
      int red = level(values[i]);
      int green = shape.channels() == 3 ? level(values[plane + i]) : red;
      int blue = shape.channels() == 3 ? level(values[2 * plane + i]) : red;
      tile.setRGB(i % shape.width(), i / shape.width(), red << 16 | green << 8 | blue);
    }
    return tile;
  }

  private static int level(float value) {
    return Math.round(255 * Math.min(1, Math.max(0, value)));
  }
}
