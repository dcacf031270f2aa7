package org.vaelab.experiments.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnimatedGifTest {
  private static final Color BACKGROUND = new Color(0x123456);

  @TempDir private Path folder;

  @Test
  void framesHaveTheirTimeTheirPixelsAndOnePaletteForAll() throws IOException {
    ImageReader reader = reader(write(3, 200));

    assertThat(reader.getNumImages(true)).isEqualTo(3);
    for (int k = 0; k < 3; k++) {
      BufferedImage frame = reader.read(k);
      assertThat(frame.getWidth()).isEqualTo(50);
      assertThat(frame.getHeight()).isEqualTo(40);
      for (int spot = 0; spot < 3; spot++) {
        Color expected = spot == k ? colour(k) : BACKGROUND;
        assertThat(frame.getRGB(5 + 10 * spot, 5)).isEqualTo(expected.getRGB());
      }
      IIOMetadataNode metadata =
          (IIOMetadataNode) reader.getImageMetadata(k).getAsTree("javax_imageio_gif_image_1.0");
      assertThat(attribute(metadata, "GraphicControlExtension", "delayTime")).isEqualTo("20");
      assertThat(metadata.getElementsByTagName("ApplicationExtension").getLength())
          .as("the block that lets it begin again, before the first frame")
          .isEqualTo(k == 0 ? 1 : 0);
      assertThat(metadata.getElementsByTagName("LocalColorTable").getLength()).isZero();
    }
  }

  @Test
  void itPlaysForEver() throws IOException {
    String bytes = new String(write(2, 50), StandardCharsets.ISO_8859_1);

    String block = "NETSCAPE2.0\u0003\u0001\u0000\u0000\u0000";
    assertThat(bytes).startsWith("GIF89a").containsOnlyOnce(block);
  }

  @Test
  void moreColoursThanAGifHasAreTakenForTheirNearest() throws IOException {
    BufferedImage ramp = new BufferedImage(1024, 4, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 1024; x++) {
      for (int y = 0; y < 4; y++) {
        ramp.setRGB(x, y, new Color(x / 4, 255 - x / 4, (x / 2) % 256).getRGB());
      }
    }
    Path file = folder.resolve("ramp.png");
    ImageIO.write(ramp, "png", file.toFile());
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    AnimatedGif.write(List.of(file), Duration.ofMillis(100), stream);

    BufferedImage shown = reader(stream.toByteArray()).read(0);
    for (int x = 0; x < 512; x++) {
      Color colour = new Color(shown.getRGB(x, 1));
      assertThat(colour.getRed()).isBetween(x / 2 - 12, x / 2 + 12);
      assertThat(colour.getBlue()).isBetween(x % 256 - 12, x % 256 + 12);
    }
  }

  /** Squares of one colour a frame, each at its own place. */
  private byte[] write(int frames, int milliseconds) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int k = 0; k < frames; k++) {
      BufferedImage picture = new BufferedImage(100, 80, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = picture.createGraphics();
      graphics.setColor(BACKGROUND);
      graphics.fillRect(0, 0, 100, 80);
      graphics.setColor(colour(k));
      graphics.fillRect(20 * k, 0, 20, 20);
      graphics.dispose();
      Path file = folder.resolve(k + ".png");
      ImageIO.write(picture, "png", file.toFile());
      files.add(file);
    }
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    AnimatedGif.write(files, Duration.ofMillis(milliseconds), stream);
    return stream.toByteArray();
  }

  private static Color colour(int frame) {
    return List.of(Color.RED, new Color(0xFF9900), Color.WHITE).get(frame);
  }

  private static ImageReader reader(byte[] gif) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
    return reader;
  }

  private static String attribute(IIOMetadataNode root, String node, String name) {
    return ((IIOMetadataNode) root.getElementsByTagName(node).item(0)).getAttribute(name);
  }
}
