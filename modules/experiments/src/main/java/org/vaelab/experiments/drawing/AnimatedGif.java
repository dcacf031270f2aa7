package org.vaelab.experiments.drawing;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures shown one after the other, over and over, at the size they are meant to be shown. */
public final class AnimatedGif {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  /** NETSCAPE2.0's block: its number, then 0 as two bytes, for ever. */
  private static final byte[] FOR_EVER = {1, 0, 0};

  private AnimatedGif() {}

  /** Gives the pictures one by one, as often as asked. */
  @FunctionalInterface
  private interface Source {
    BufferedImage picture(int index) throws IOException;
  }

  /**
   * Writes an animation; a single picture is in memory at a time.
   *
   * @param pictures PNG files of one size, at least one
   * @param shown how long each is shown, at least 10 ms
   * @param stream written to, not closed
   * @throws IOException when a picture cannot be read or the stream does not take it
   */
  public static void write(List<Path> pictures, Duration shown, OutputStream stream)
      throws IOException {
    write(pictures.size(), index -> read(pictures.get(index)), shown, stream);
  }

  /**
   * Writes an animation.
   *
   * @param pictures of one size, at least one
   * @param shown how long each is shown, at least 10 ms
   * @param stream written to, not closed
   * @throws IOException when the stream does not take it
   */
  public static void writePictures(
      List<BufferedImage> pictures, Duration shown, OutputStream stream) throws IOException {
    write(pictures.size(), pictures::get, shown, stream);
  }

  private static void write(int count, Source source, Duration shown, OutputStream stream)
      throws IOException {
    GifPalette palette = new GifPalette();
    for (int i = 0; i < count; i++) {
      palette.count(source.picture(i));
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(stream)) {
      writer.setOutput(output);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < count; i++) {
        BufferedImage indexed = palette.index(source.picture(i));
        IIOMetadata metadata = metadata(writer, indexed, shown, i == 0);
        writer.writeToSequence(new IIOImage(indexed, null, metadata), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  /** Pictures are drawn at twice their size. */
  private static BufferedImage read(Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    if (picture == null) {
      throw new IOException(file + " is no picture");
    }
    BufferedImage half =
        new BufferedImage(
            picture.getWidth() / 2, picture.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = half.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, half.getWidth(), half.getHeight(), null);
    graphics.dispose();
    return half;
  }

  /** How long a picture is shown; the first one has the block that lets all begin again. */
  private static IIOMetadata metadata(
      ImageWriter writer, BufferedImage picture, Duration shown, boolean first) throws IOException {
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), null);
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    // Interlacing saves nothing here, and Java's writer damages low pictures by it.
    IIOMetadataNode descriptor = child(root, "ImageDescriptor");
    descriptor.setAttribute("imageLeftPosition", "0");
    descriptor.setAttribute("imageTopPosition", "0");
    descriptor.setAttribute("imageWidth", Integer.toString(picture.getWidth()));
    descriptor.setAttribute("imageHeight", Integer.toString(picture.getHeight()));
    descriptor.setAttribute("interlaceFlag", "FALSE");
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Long.toString(shown.toMillis() / 10));
    if (first) {
      IIOMetadataNode loop = child(child(root, "ApplicationExtensions"), "ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(FOR_EVER.clone());
    }
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }

  private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
    IIOMetadataNode child = new IIOMetadataNode(name);
    parent.appendChild(child);
    return child;
  }
}
