package org.vaelab.data.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * A PNG, JPEG, BMP or GIF file, known by its content and not by its name; of an animation the first
 * picture. Its size is known, and refused where it is too large, before any pixel is decoded.
 */
public final class PictureFile implements AutoCloseable {
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "bmp", "gif");

  /** As many as a camera's largest pictures have; a few kilobytes can promise billions. */
  private static final long MOST_PIXELS = 100_000_000;

  private static final long MOST_BYTES = 1L << 30;

  private final Path file;
  private final ImageInputStream input;
  private final ImageReader reader;
  private final Orientation orientation;
  private final int width;
  private final int height;

  private PictureFile(
      Path file, ImageInputStream input, ImageReader reader, Orientation orientation)
      throws IOException {
    this.file = file;
    this.input = input;
    this.reader = reader;
    this.orientation = orientation;
    this.width = reader.getWidth(0);
    this.height = reader.getHeight(0);
  }

  /**
   * Opens a picture and reads how large it is.
   *
   * @param file of the picture
   * @return to be closed
   * @throws InputException when it is no picture, damaged, or too large
   */
  public static PictureFile open(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new InputException(file + " has more than 1 GB; that is too large for a picture.");
      }
      return open(file, Files.readAllBytes(file));
    } catch (IOException failure) {
      throw FileFaults.cannotRead(file, failure);
    }
  }

  private static PictureFile open(Path file, byte[] bytes) {
    ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
    ImageReader reader = reader(file, input);
    reader.setInput(input, true, true);
    PictureFile opened =
        guarded(file, () -> new PictureFile(file, input, reader, Orientation.of(bytes)));
    if ((long) opened.width * opened.height > MOST_PIXELS) {
      opened.close();
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s is %,d x %,d pixels; a picture may have %,d at most.",
              file,
              opened.width,
              opened.height,
              MOST_PIXELS));
    }
    return opened;
  }

  private static ImageReader reader(Path file, ImageInputStream input) {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(guarded(file, reader::getFormatName).toLowerCase(Locale.ROOT))) {
        return reader;
      }
      reader.dispose();
    }
    throw new InputException(file + " is no picture that can be read (PNG, JPEG, BMP, GIF).");
  }

  /**
   * How wide it is, upright.
   *
   * @return in pixels
   */
  public int width() {
    return orientation.isTurned() ? height : width;
  }

  /**
   * How high it is, upright.
   *
   * @return in pixels
   */
  public int height() {
    return orientation.isTurned() ? width : height;
  }

  /**
   * Decodes it.
   *
   * @return all of it
   * @throws InputException when it is damaged or ends early
   */
  public Picture picture() {
    List<String> warnings = new ArrayList<>();
    // Java fills up what is missing of a JPEG with grey and does no more than warn.
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    Picture picture = guarded(file, () -> new Picture(reader.read(0), orientation));
    for (String warning : warnings) {
      String lower = warning.toLowerCase(Locale.ROOT);
      if (lower.contains("premature") || lower.contains("corrupt")) {
        throw damaged(file, warning);
      }
    }
    return picture;
  }

  @Override
  public void close() {
    reader.dispose();
    try {
      input.close();
    } catch (IOException impossible) {
      throw new AssertionError("the bytes lie in memory", impossible);
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  /** Java's decoders throw anything at damaged bytes. */
  private static <T> T guarded(Path file, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException | RuntimeException failure) {
      String reason =
          failure instanceof IOException ? FileFaults.reason(failure) : "its bytes make no sense";
      InputException damaged = damaged(file, reason);
      damaged.initCause(failure);
      throw damaged;
    }
  }

  private static InputException damaged(Path file, String reason) {
    return new InputException(file + " is a damaged picture: " + reason + "; get it again.");
  }
}
