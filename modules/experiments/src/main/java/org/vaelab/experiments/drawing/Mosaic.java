package org.vaelab.experiments.drawing;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Blocks of images side by side, each under its titles. */
public final class Mosaic {
  /** Between blocks, in pixels. */
  public static final int BETWEEN = 36;

  private static final int BELOW_TITLES = 6;
  private static final int BESIDE_NAMES = 12;

  private final TileStyle style;
  private final int across;
  private final int columns;
  private final int rows;
  private final int stepX;
  private final int stepY;
  private final int width;
  private final int head;
  private final int side;
  private final int foot;

  private Mosaic(List<Block> blocks, int across, int gap, TileStyle style) {
    this.style = style;
    this.across = Math.min(across, blocks.size());
    columns = blocks.stream().mapToInt(Block::columns).max().orElse(0);
    rows = blocks.stream().mapToInt(block -> block.rows().size()).max().orElse(0);
    List<String> texts = blocks.stream().flatMap(block -> block.titles().stream()).toList();
    int titles = blocks.stream().mapToInt(block -> block.titles().size()).max().orElse(0);
    int widest = Canvas.widest(texts);
    // A title of its own may push a column wider; one title over many columns seldom has to.
    stepX = gap + (titles == columns ? Math.max(style.width(), widest) : style.width());
    stepY = gap + style.height();
    width = Math.max(columns * stepX - gap, widest);
    int names = Canvas.widest(blocks.stream().flatMap(block -> block.names().stream()).toList());
    side = names == 0 ? 0 : names + BESIDE_NAMES;
    boolean footed = blocks.stream().anyMatch(block -> !block.feet().isEmpty());
    foot = footed ? Canvas.lineHeight() : 0;
    head = titles == 0 ? 0 : Canvas.lineHeight() + BELOW_TITLES;
  }

  /**
   * A block of the mosaic.
   *
   * @param titles above it; several share its width evenly; empty for none
   * @param names of its rows, at their left, some of them blank; empty for none
   * @param feet of its columns, below them, some of them blank; empty for none
   * @param rows its images; empty for none
   */
  public record Block(
      List<String> titles, List<String> names, List<String> feet, List<float[][]> rows) {
    /**
     * A block whose rows and columns have no names.
     *
     * @param titles above it
     * @param rows its images
     */
    public Block(List<String> titles, List<float[][]> rows) {
      this(titles, List.of(), List.of(), rows);
    }

    private int columns() {
      return rows.stream().mapToInt(row -> row.length).max().orElse(0);
    }
  }

  /**
   * Draws the blocks, row by row.
   *
   * @param blocks at least one
   * @param across how many stand side by side
   * @param gap between the images of a block, in pixels
   * @param style of all images
   * @return the picture
   */
  public static BufferedImage draw(List<Block> blocks, int across, int gap, TileStyle style) {
    return new Mosaic(blocks, across, gap, style).draw(blocks);
  }

  private BufferedImage draw(List<Block> blocks) {
    int cellX = side + width + BETWEEN;
    int cellY = head + (rows - 1) * stepY + style.height() + foot + BETWEEN;
    int down = (blocks.size() + across - 1) / across;
    BufferedImage picture =
        Canvas.white(
            2 * Canvas.MARGIN + across * cellX - BETWEEN,
            2 * Canvas.MARGIN + down * cellY - BETWEEN);
    Graphics2D pen = Canvas.pen(picture);
    for (int i = 0; i < blocks.size(); i++) {
      int left = Canvas.MARGIN + i % across * cellX + side;
      int top = Canvas.MARGIN + i / across * cellY;
      drawTitles(pen, blocks.get(i).titles(), left, top);
      drawNames(pen, blocks.get(i).names(), left, top + head);
      drawFeet(pen, blocks.get(i).feet(), left, top + head + (rows - 1) * stepY + style.height());
      drawImages(pen, blocks.get(i).rows(), left, top + head);
    }
    pen.dispose();
    return picture;
  }

  private void drawTitles(Graphics2D pen, List<String> titles, int left, int top) {
    for (int t = 0; t < titles.size(); t++) {
      int middle = left + width * (2 * t + 1) / (2 * titles.size());
      Canvas.write(pen, titles.get(t), middle, top + (head - BELOW_TITLES) / 2, 0.5);
    }
  }

  private void drawNames(Graphics2D pen, List<String> names, int left, int top) {
    for (int r = 0; r < names.size(); r++) {
      int middle = top + r * stepY + style.height() / 2;
      Canvas.write(pen, names.get(r), left - BESIDE_NAMES, middle, 1);
    }
  }

  private void drawFeet(Graphics2D pen, List<String> feet, int left, int below) {
    for (int c = 0; c < feet.size(); c++) {
      int middle = firstColumn(left) + c * stepX + style.width() / 2;
      Canvas.write(pen, feet.get(c), middle, below + Canvas.lineHeight() / 2, 0.5);
    }
  }

  private int firstColumn(int left) {
    return left + (width - (columns - 1) * stepX - style.width()) / 2;
  }

  /** All columns together stand in the middle of the block. */
  private void drawImages(Graphics2D pen, List<float[][]> images, int left, int top) {
    int first = firstColumn(left);
    for (int r = 0; r < images.size(); r++) {
      for (int c = 0; c < images.get(r).length; c++) {
        style.paint(pen, images.get(r)[c], first + c * stepX, top + r * stepY);
      }
    }
  }
}
