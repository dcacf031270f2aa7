package org.vaelab.experiments.drawing;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures of one kind beside and below each other, each under its title. */
public final class PictureStrip {
  private static final int SIDE = 430;

  private PictureStrip() {}

  /**
   * Puts pictures together, each reduced to the same width.
   *
   * @param titles one for each picture
   * @param pictures at least one
   * @param across how many stand beside each other
   * @return the whole
   */
  public static BufferedImage of(List<String> titles, List<BufferedImage> pictures, int across) {
    int columns = Math.min(across, pictures.size());
    int rows = (pictures.size() + columns - 1) / columns;
    int height = pictures.stream().mapToInt(PictureStrip::height).max().orElse(1);
    int cell = Canvas.lineHeight() + height;
    BufferedImage strip = Canvas.white(columns * SIDE, rows * cell);
    Graphics2D pen = Canvas.pen(strip);
    for (int i = 0; i < pictures.size(); i++) {
      int left = i % columns * SIDE;
      int top = i / columns * cell;
      Canvas.write(pen, titles.get(i), left + SIDE / 2, top + Canvas.lineHeight() / 2, 0.5);
      Image reduced =
          pictures
              .get(i)
              .getScaledInstance(SIDE, height(pictures.get(i)), Image.SCALE_AREA_AVERAGING);
      pen.drawImage(reduced, left, top + Canvas.lineHeight(), null);
    }
    pen.dispose();
    return strip;
  }

  private static int height(BufferedImage picture) {
    return Math.max(1, picture.getHeight() * SIDE / picture.getWidth());
  }
}
