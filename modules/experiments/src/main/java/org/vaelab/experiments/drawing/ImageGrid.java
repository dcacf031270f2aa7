package org.vaelab.experiments.drawing;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vaelab.input.ImageShape;

/** Images in rows, each row with a name at its left, each image with a caption in its corner. */
public final class ImageGrid {
  /** The usual side of a tile in pixels. */
  public static final int TILE = 112;

  /** Between tiles, in pixels. */
  public static final int GAP = 6;

  private static final Font CAPTION = Canvas.FONT.deriveFont(18f);

  private ImageGrid() {}

  /**
   * Draws tiles of the usual size without captions.
   *
   * @param rows of images, values in [0, 1] in the order C, H, W
   * @param names of the rows; empty for none
   * @param shape of an image
   * @return the picture
   */
  public static BufferedImage draw(List<float[][]> rows, List<String> names, ImageShape shape) {
    return draw(rows, names, List.of(), TileStyle.grey(shape, TILE));
  }

  /**
   * Draws {@code rows.get(r)[c]}, values in [0, 1] in the order C, H, W, at row r and column c.
   *
   * @param rows of images
   * @param names of the rows; empty for none
   * @param captions of the images, row by row; empty for none
   * @param style of the tiles
   * @return the picture
   */
  public static BufferedImage draw(
      List<float[][]> rows, List<String> names, List<String> captions, TileStyle style) {
    int stepX = style.width() + GAP;
    int stepY = style.height() + GAP;
    int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
    int left = Canvas.MARGIN + (names.isEmpty() ? 0 : Canvas.widest(names) + Canvas.MARGIN / 2);
    BufferedImage picture =
        Canvas.white(
            left + columns * stepX - GAP + Canvas.MARGIN,
            2 * Canvas.MARGIN + rows.size() * stepY - GAP);
    Graphics2D pen = Canvas.pen(picture);
    int number = 0;
    for (int r = 0; r < rows.size(); r++) {
      int top = Canvas.MARGIN + r * stepY;
      if (!names.isEmpty()) {
        Canvas.write(pen, names.get(r), left - Canvas.MARGIN / 2, top + (stepY - GAP) / 2, 1);
      }
      for (int c = 0; c < rows.get(r).length; c++) {
        style.paint(pen, rows.get(r)[c], left + c * stepX, top);
        if (!captions.isEmpty()) {
          drawCaption(pen, captions.get(number++), left + c * stepX, top);
        }
      }
    }
    pen.dispose();
    return picture;
  }

  /** Dark on white, for a tile may have any colour. */
  private static void drawCaption(Graphics2D pen, String caption, int x, int y) {
    Font before = pen.getFont();
    pen.setFont(CAPTION);
    FontMetrics metrics = pen.getFontMetrics();
    int width = metrics.stringWidth(caption) + 8;
    pen.setColor(Color.WHITE);
    pen.fillRect(x, y, width, metrics.getHeight());
    pen.setColor(Canvas.INK);
    Canvas.write(pen, caption, x + 4, y + metrics.getHeight() / 2, 0);
    pen.setFont(before);
  }

  /**
   * Images in rows.
   *
   * @param images in their order
   * @param columns how many a row has; the last may be shorter
   * @return the rows
   */
  public static List<float[][]> rows(float[][] images, int columns) {
    List<float[][]> rows = new ArrayList<>();
    for (int from = 0; from < images.length; from += columns) {
      rows.add(Arrays.copyOfRange(images, from, Math.min(from + columns, images.length)));
    }
    return rows;
  }
}
