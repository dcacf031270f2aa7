package org.vaelab.data.number;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.vaelab.input.InputException;

/**
 * What stands before the numbers of NumPy's NPY format.
 *
 * <p>Source: NumPy's NEP 1, A Simple File Format for NumPy Arrays.
 *
 * @param type of a number
 * @param shape of the array, row-major
 */
public record NpyHeader(NpyType type, int[] shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;
  private static final long MOST_BYTES = Integer.MAX_VALUE - 16;
  private static final Pattern DESCRIPTION = Pattern.compile("'descr':\\s*('([^']*)'|[^,]*)");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");

  /** Copies the shape. */
  public NpyHeader {
    shape = shape.clone();
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  /**
   * How many numbers the array has.
   *
   * @return the product of its shape
   */
  public int size() {
    return (int) bytes(shape, 1);
  }

  private static long bytes(int[] shape, int each) {
    long bytes = each;
    for (int axis : shape) {
      bytes = axis == 0 ? 0 : Math.min(bytes, Long.MAX_VALUE / axis) * axis;
    }
    return bytes;
  }

  /**
   * The text that stands for this in a file, whose numbers then follow.
   *
   * @return a multiple of 64 bytes
   */
  public byte[] toBytes() {
    String axes =
        Arrays.stream(shape).mapToObj(axis -> axis + ",").collect(Collectors.joining(" "));
    String text =
        String.format(
            Locale.ROOT,
            "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }",
            type.description(),
            shape.length > 1 ? axes.substring(0, axes.length() - 1) : axes);
    int padded = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
    byte[] bytes = new byte[10 + padded];
    Arrays.fill(bytes, (byte) ' ');
    System.arraycopy(MAGIC, 0, bytes, 0, 6);
    bytes[6] = 1;
    bytes[7] = 0;
    bytes[8] = (byte) padded;
    bytes[9] = (byte) (padded >> 8);
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, 10, text.length());
    bytes[bytes.length - 1] = '\n';
    return bytes;
  }

  /**
   * Reads a header; the numbers come next.
   *
   * @param name of the array, for messages
   * @param stream at its beginning
   * @return what it says
   * @throws IOException when the stream cannot be read
   * @throws InputException when it is no header of plain numbers
   */
  public static NpyHeader read(String name, InputStream stream) throws IOException {
    byte[] start = stream.readNBytes(8);
    if (start.length < 8 || !Arrays.equals(Arrays.copyOf(start, 6), MAGIC)) {
      throw new InputException(name + " is no NumPy array: it does not begin as one.");
    }
    byte[] length = stream.readNBytes(start[6] == 1 ? 2 : 4);
    int size = 0;
    for (int i = length.length - 1; i >= 0; i--) {
      size = (size << 8) | (length[i] & 255);
    }
    if (start[6] < 1 || start[6] > 3 || size < 0 || size > LONGEST) {
      throw new InputException(name + " has a header of an unknown version of NumPy's format.");
    }
    String text = new String(stream.readNBytes(size), StandardCharsets.UTF_8);
    Matcher description = DESCRIPTION.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!description.find() || !order.find() || !shape.find()) {
      throw new InputException(name + " has a header that cannot be read: " + text.strip());
    }
    String type = description.group(2) == null ? description.group(1) : description.group(2);
    if (order.group(1).equals("True")) {
      throw new InputException(
          name + " is in Fortran's order; save it by np.ascontiguousarray(...) first.");
    }
    return checked(name, NpyType.of(name, type.strip()), shape.group(1));
  }

  private static NpyHeader checked(String name, NpyType type, String axes) {
    String[] sizes = axes.isBlank() ? new String[0] : axes.strip().split("\\s*,\\s*");
    int[] shape = new int[sizes.length];
    for (int i = 0; i < shape.length; i++) {
      if (!sizes[i].matches("\\d{1,9}")) {
        throw new InputException(name + " has the shape (" + axes + "), which is too large.");
      }
      shape[i] = Integer.parseInt(sizes[i]);
    }
    if (bytes(shape, type.bytes()) > MOST_BYTES) {
      throw new InputException(name + " has the shape (" + axes + "); 2 GB are read at most.");
    }
    return new NpyHeader(type, shape);
  }
}
