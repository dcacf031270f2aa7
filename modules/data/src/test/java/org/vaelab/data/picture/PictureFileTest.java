package org.vaelab.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

class PictureFileTest {
  private static final ImageShape GREY = new ImageShape(1, 2, 3);
  private static final ImageShape COLOURS = new ImageShape(3, 2, 3);

  @TempDir private Path folder;

  /** Its left column red, the others blue; the upper right pixel white. */
  private static BufferedImage flag(int type) {
    BufferedImage image = new BufferedImage(3, 2, type);
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 3; x++) {
        image.setRGB(x, y, (x == 0 ? Color.RED : Color.BLUE).getRGB());
      }
    }
    image.setRGB(2, 0, Color.WHITE.getRGB());
    return image;
  }

  private Path write(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("picture." + format);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    if (format.equals("gif")) {
      // Java's interlaced GIFs of two to four rows lose all but the first.
      settings.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
    }
    Files.deleteIfExists(file);
    try (ImageOutputStream stream = new FileImageOutputStream(file.toFile())) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return file;
  }

  private static float[] read(Path file, ImageShape shape) {
    try (PictureFile opened = PictureFile.open(file)) {
      assertThat(opened.width()).isEqualTo(shape.width());
      assertThat(opened.height()).isEqualTo(shape.height());
      return Resize.unchanged(opened.picture(), shape);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif"})
  void coloursAreKeptPlaneAfterPlane(String format) throws IOException {
    boolean palette = format.equals("gif");
    int type = palette ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_INT_RGB;
    float[] values = read(write(flag(type), format), COLOURS);

    assertThat(values).containsExactly(1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 1, 1);
  }

  @Test
  void aJpegIsNearlyWhatItWas() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 6; i++) {
      image.setRGB(i % 3, i / 3, new Color(200, 100, 50).getRGB());
    }
    float[] values = read(write(image, "jpeg"), COLOURS);

    assertThat(values[0]).isCloseTo(200 / 255f, within(0.02f));
    assertThat(values[6]).isCloseTo(100 / 255f, within(0.02f));
    assertThat(values[12]).isCloseTo(50 / 255f, within(0.02f));
  }

  @Test
  void coloursBecomeGreyByTheirLuma() throws IOException {
    float[] values = read(write(flag(BufferedImage.TYPE_INT_RGB), "png"), GREY);

    assertThat(values).containsExactly(0.299f, 0.114f, 1, 0.299f, 0.114f, 0.114f);
  }

  /** Java would show 100 of 255 as 168, because it takes grey for linear light. */
  @Test
  void greyIsNotBrightened() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(1, 0, 0, 100);
    BufferedImage deep = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(1, 0, 0, 100 * 257);

    for (BufferedImage each : new BufferedImage[] {image, deep}) {
      Path file = write(each, "png");
      assertThat(read(file, GREY)).containsExactly(0, 100 / 255f, 0, 0, 0, 0);
      try (PictureFile opened = PictureFile.open(file)) {
        assertThat(opened.picture().isGrey()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, true", "200, false"})
  void aPaletteIsGreyWhereItsColoursAre(int blue, boolean grey) throws IOException {
    byte[] reds = {0, 100, (byte) 255};
    byte[] blues = {0, (byte) (100 + blue), (byte) 255};
    IndexColorModel palette = new IndexColorModel(8, 3, reds, reds, blues);
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSample(1, 0, 0, 1);
    Path file = write(image, "png");

    assertThat(read(file, COLOURS)[1]).isEqualTo(100 / 255f);
    try (PictureFile opened = PictureFile.open(file)) {
      assertThat(opened.picture().isGrey()).isEqualTo(grey);
    }
  }

  @Test
  void whiteShowsThroughWhatIsTransparent() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(1, 0, 0x80_ff_00_00);
    image.setRGB(2, 0, 0xff_00_ff_00);
    float[] values = read(write(image, "png"), COLOURS);

    assertThat(Arrays.copyOf(values, 3)).containsExactly(1, 1, 0);
    assertThat(values[6]).isEqualTo(1);
    assertThat(values[7]).isCloseTo(127 / 255f, within(1e-6f));
    assertThat(values[8]).isEqualTo(1);
  }

  /** The corners of the upright picture, for each way that a camera may have been held. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 50, 100, 150", "2, 50, 0, 150, 100", "3, 150, 100, 50, 0", "4, 100, 150, 0, 50",
    "5, 0, 100, 50, 150", "6, 100, 0, 150, 50", "7, 150, 50, 100, 0", "8, 50, 150, 0, 100"
  })
  void exifTurnsPictures(int orientation, int a, int b, int c, int d) throws IOException {
    BufferedImage image = new BufferedImage(32, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 32 * 16; i++) {
      int level = (i % 32 < 16 ? 0 : 50) + (i / 32 < 8 ? 0 : 100);
      image.getRaster().setSample(i % 32, i / 32, 0, level);
    }
    byte[] jpeg = Files.readAllBytes(write(image, "jpeg"));
    Path file = Files.write(folder.resolve("turned.jpg"), withOrientation(jpeg, orientation));

    boolean turned = orientation > 4;
    ImageShape shape = turned ? new ImageShape(1, 32, 16) : new ImageShape(1, 16, 32);
    float[] values = read(file, shape);
    int last = shape.size() - shape.width();
    float[] corners = {
      values[0], values[shape.width() - 1], values[last], values[shape.size() - 1]
    };
    int[] expected = {a, b, c, d};
    for (int i = 0; i < 4; i++) {
      assertThat(corners[i] * 255).as("corner " + i).isCloseTo(expected[i], within(8f));
    }
  }

  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(jpeg.length + 36);
    exif.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) 34);
    exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42}).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
    exif.putShort((short) 0).putInt(0).put(jpeg, 2, jpeg.length - 2);
    return exif.array();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp", "gif"})
  void aPictureThatEndsEarlyIsRefused(String format) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, i * 7919);
    }
    Path file = write(image, format);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {1, 20, whole.length / 2, whole.length * 9 / 10}) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> read(file, new ImageShape(3, 64, 64)))
          .as(format + " of " + length)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + " is ")
          .hasMessageMatching("(?s).* is (a damaged picture|no picture).*\\.");
    }
  }

  /** A file of 60 bytes that promises 2.5 billion pixels. */
  @Test
  void aBombIsRefusedByItsHeader() throws IOException {
    byte[] png = Files.readAllBytes(write(flag(BufferedImage.TYPE_INT_RGB), "png"));
    ByteBuffer header = ByteBuffer.wrap(png).putInt(16, 50_000).putInt(20, 50_000);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    header.putInt(29, (int) sum.getValue());
    Path file = Files.write(folder.resolve("bomb.png"), png);

    assertThatThrownBy(() -> PictureFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + " is 50,000 x 50,000 pixels; a picture may have 100,000,000 at most.");
  }

  @Test
  void stretchedCroppedAndPadded() throws IOException {
    BufferedImage wide = new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 32; i++) {
      wide.getRaster().setSample(i % 8, i / 8, 0, i % 8 < 4 ? 0 : 255);
    }
    Path file = write(wide, "png");
    try (PictureFile opened = PictureFile.open(file)) {
      Picture picture = opened.picture();
      ImageShape square = new ImageShape(1, 4, 4);
      float[] stretched = Resize.STRETCH.fit(picture, square);
      float[] cropped = Resize.CROP.fit(picture, square);
      float[] padded = Resize.PAD.fit(picture, square);

      assertThat(Arrays.copyOf(stretched, 4)).containsExactly(0, 0.125f, 0.875f, 1);
      assertThat(cropped).containsExactly(0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1);
      assertThat(Arrays.copyOf(padded, 4)).containsOnly(0);
      assertThat(Arrays.copyOfRange(padded, 4, 8)).containsExactly(stretched[0], 0.125f, 0.875f, 1);
      assertThat(Arrays.copyOfRange(padded, 12, 16)).containsOnly(0);
    }
  }
}
