package org.vaelab.experiments.use;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.vaelab.files.FileFaults;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/** A picture as a model's pixels. */
final class PictureFile {
  private PictureFile() {}

  /**
   * Reads a PNG, JPEG, BMP or GIF file, whose size must be that of the model's images; its size is
   * known before any pixel is read.
   *
   * @return pixels in [0, 1] in the order C, H, W
   */
  static float[] read(Path file, ImageShape shape) {
    try (InputStream stream = Files.newInputStream(file);
        ImageInputStream input = new MemoryCacheImageInputStream(stream)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new InputException(file + " is no picture that can be read (PNG, JPEG, BMP, GIF).");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        checkSize(file, reader.getWidth(0), reader.getHeight(0), shape);
        return pixels(file, reader.read(0), shape);
      } finally {
        reader.dispose();
      }
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException no) {
      throw new InputException(file + " is a damaged picture.", no);
    }
  }

  private static void checkSize(Path file, int width, int height, ImageShape shape) {
    if (width != shape.width() || height != shape.height()) {
      throw new InputException(
          file
              + " is "
              + width
              + " x "
              + height
              + " pixels; the model's images are "
              + shape.width()
              + " x "
              + shape.height()
              + ".");
    }
  }

  private static float[] pixels(Path file, BufferedImage picture, ImageShape shape) {
    int plane = shape.width() * shape.height();
    float[] values = new float[shape.size()];
    boolean grey =
        picture.getRaster().getNumBands() == 1
            && !(picture.getColorModel() instanceof IndexColorModel);
    double most = Math.scalb(1.0, picture.getColorModel().getComponentSize(0)) - 1;
    for (int i = 0; i < plane; i++) {
      int x = i % shape.width();
      int y = i / shape.width();
      int colour = picture.getRGB(x, y);
      if (colour >>> 24 != 255) {
        throw new InputException(file + " has transparent pixels; put it on a background first.");
      }
      float[] rgb = {
        (colour >> 16 & 255) / 255f, (colour >> 8 & 255) / 255f, (colour & 255) / 255f
      };
      if (grey) {
        float level = (float) (picture.getRaster().getSample(x, y, 0) / most);
        rgb = new float[] {level, level, level};
      }
      if (shape.channels() == 3) {
        values[i] = rgb[0];
        values[plane + i] = rgb[1];
        values[2 * plane + i] = rgb[2];
      } else {
        // Luma as television has it, ITU-R BT.601.
        values[i] = grey ? rgb[0] : 0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2];
      }
    }
    return values;
  }
}
