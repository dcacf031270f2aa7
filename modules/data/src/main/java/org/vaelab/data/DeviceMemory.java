package org.vaelab.data;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;

/**
 * How much of a device's memory images may take.
 *
 * @param bytes at most
 */
public record DeviceMemory(long bytes) {
  /** As much as there is. */
  public static final DeviceMemory ALL = new DeviceMemory(Long.MAX_VALUE);

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,8})([KMG]?)");

  /**
   * Reads a size such as 512M.
   *
   * @param text a whole number, and K, M or G for 2^10, 2^20 and 2^30 bytes
   * @return that size
   * @throws InputException when it is none
   */
  public static DeviceMemory parse(String text) {
    Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!size.matches()) {
      throw new InputException(
          "--device-memory must be a number of bytes such as 512M or 2G, was \"" + text + "\"");
    }
    int power = "KMG".indexOf(size.group(2)) + 1;
    long unit = size.group(2).isEmpty() ? 1 : 1L << (10 * power);
    return new DeviceMemory(Long.parseLong(size.group(1)) * unit);
  }

  /**
   * The size as {@link #parse} reads it.
   *
   * @return such as 512M
   */
  @Override
  public String toString() {
    int power = Math.min(3, Long.numberOfTrailingZeros(bytes) / 10);
    return (bytes >> (10 * power)) + List.of("", "K", "M", "G").get(power);
  }

  /** Whether so many images fit, three quarters left for what batches of them need. */
  boolean holds(ImageShape shape, long images) {
    return images * shape.size() * Float.BYTES <= bytes;
  }

  /**
   * How many images a chunk has: while it arrives its bytes and up to four float32 copies lie
   * beside each other.
   *
   * @throws InputException when there is no room for one image
   */
  int chunk(ImageShape shape) {
    long chunk = bytes / ((long) shape.size() * (4 * Float.BYTES + 1));
    if (chunk < 1) {
      throw new InputException(
          "--device-memory of " + bytes + " bytes is too small for an image of " + shape);
    }
    return (int) Math.min(chunk, 1 << 20);
  }
}
