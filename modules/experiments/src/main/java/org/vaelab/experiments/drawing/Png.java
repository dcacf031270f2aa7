package org.vaelab.experiments.drawing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.vaelab.files.AtomicFile;

/** Pictures as PNG. */
public final class Png {
  private Png() {}

  /**
   * Writes a picture, whole or not at all.
   *
   * @param picture any
   * @param file replaced where it exists
   */
  public static void write(BufferedImage picture, Path file) {
    AtomicFile.write(file, stream -> write(picture, stream));
  }

  /**
   * Writes a picture in as few bytes as zlib can, ten times as slowly: for pictures that are kept.
   *
   * @param picture any
   * @param file replaced where it exists
   */
  public static void writeSmall(BufferedImage picture, Path file) {
    AtomicFile.write(file, stream -> writeSmall(picture, stream));
  }

  private static void writeSmall(BufferedImage picture, OutputStream stream) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0);
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(stream)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(picture, null, null), smallest);
    } finally {
      writer.dispose();
    }
  }

  /**
   * Writes a picture.
   *
   * @param picture any
   * @param stream left open
   * @throws IOException when the stream cannot be written
   */
  public static void write(BufferedImage picture, OutputStream stream) throws IOException {
    // In memory: a stream alone would be copied to a temporary file first.
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(stream)) {
      if (!ImageIO.write(picture, "png", output)) {
        throw new IOException("this Java has no PNG writer");
      }
    }
  }
}
