package org.vaelab.data.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * How a picture must be turned to stand upright: the values 1 to 8 of EXIF's tag Orientation.
 *
 * <p>Source: CIPA DC-008, Exif 2.32, section 4.6.4.
 *
 * @param value 1 for a picture that is upright
 */
record Orientation(int value) {
  private static final Orientation UPRIGHT = new Orientation(1);

  /** What the file says; upright where it says nothing that can be read. */
  static Orientation of(byte[] file) {
    try {
      ExifIFD0Directory directory =
          ImageMetadataReader.readMetadata(new ByteArrayInputStream(file), file.length)
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      Integer found =
          directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return found == null || found < 1 || found > 8 ? UPRIGHT : new Orientation(found);
    } catch (ImageProcessingException | IOException unreadable) {
      return UPRIGHT;
    }
  }

  /** Whether width and height change places. */
  boolean isTurned() {
    return value >= 5;
  }

  /** The column of the file's picture that holds the pixel (x, y) of the upright one. */
  int column(int x, int y, int width) {
    int along = isTurned() ? y : x;
    return value == 2 || value == 3 || value == 7 || value == 8 ? width - 1 - along : along;
  }

  /** The row of the file's picture that holds the pixel (x, y) of the upright one. */
  int row(int x, int y, int height) {
    int along = isTurned() ? x : y;
    return value == 3 || value == 4 || value == 6 || value == 7 ? height - 1 - along : along;
  }
}
