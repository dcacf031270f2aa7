package org.vaelab.experiments.drawing;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** White paper with dark text, for pictures made of tiles. */
public final class Canvas {
  /** Around a picture, in pixels. */
  public static final int MARGIN = 24;

  /** Of all texts. */
  public static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 26);

  /** The colour of texts. */
  public static final Color INK = new Color(0x33, 0x33, 0x33);

  private static final FontMetrics METRICS = metrics();

  private Canvas() {}

  private static FontMetrics metrics() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return graphics.getFontMetrics(FONT);
    } finally {
      graphics.dispose();
    }
  }

  /**
   * White paper.
   *
   * @param width in pixels
   * @param height in pixels
   * @return a picture
   */
  public static BufferedImage white(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return picture;
  }

  /**
   * A pen for text and lines.
   *
   * @param picture that is drawn on
   * @return to be disposed of by the caller
   */
  public static Graphics2D pen(BufferedImage picture) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(FONT);
    graphics.setColor(INK);
    return graphics;
  }

  /**
   * The width of the widest text.
   *
   * @param texts any number of them
   * @return pixels; 0 of none
   */
  public static int widest(List<String> texts) {
    return texts.stream().mapToInt(METRICS::stringWidth).max().orElse(0);
  }

  /**
   * The height of a line of text.
   *
   * @return pixels
   */
  public static int lineHeight() {
    return METRICS.getHeight();
  }

  /**
   * Writes a line whose middle is at height {@code y}: of its width the share {@code before} lies
   * at the left of {@code x}, so that 0 begins there, 0.5 is centred and 1 ends there.
   *
   * @param pen that writes
   * @param text of one line
   * @param x in pixels from the left
   * @param y in pixels from the top
   * @param before a share, 0 to 1
   */
  public static void write(Graphics2D pen, String text, int x, int y, double before) {
    FontMetrics metrics = pen.getFontMetrics();
    int left = x - (int) Math.round(before * metrics.stringWidth(text));
    pen.drawString(text, left, y + (metrics.getAscent() - metrics.getDescent()) / 2);
  }

  /**
   * Writes a line around (x, y), in smaller letters where it would be wider than {@code width}.
   *
   * @param pen that writes
   * @param text of one line
   * @param x its middle, in pixels from the left
   * @param y its middle, in pixels from the top
   * @param width in pixels
   */
  public static void writeWithin(Graphics2D pen, String text, int x, int y, int width) {
    Font before = pen.getFont();
    int needed = pen.getFontMetrics().stringWidth(text);
    if (needed > width) {
      pen.setFont(before.deriveFont(before.getSize2D() * width / needed));
    }
    write(pen, text, x, y, 0.5);
    pen.setFont(before);
  }
}
