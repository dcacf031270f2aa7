package org.vaelab.data;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.vaelab.engine.InputException;

/** How the bytes of a data file are laid out; checked before DJL reads them. */
sealed interface FileFormat {
  /**
   * Checks {@code bytes} and counts the images or labels in them.
   *
   * @param file named in the message
   * @param bytes the file, decompressed
   * @return how many there are
   * @throws InputException when the bytes are not of this format
   */
  int check(String file, byte[] bytes);

  /** The IDX format of MNIST: magic number, one count an axis, then unsigned bytes. */
  record Idx(String what, int... axes) implements FileFormat {
    @Override
    public int check(String file, byte[] bytes) {
      int header = 8 + 4 * axes.length;
      if (bytes.length < header) {
        throw fault(file, "is too short for an IDX header: " + bytes.length + " bytes");
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int magic = buffer.getInt();
      int expected = 0x801 + axes.length;
      if (magic != expected) {
        throw fault(
            file,
            String.format(
                Locale.ROOT,
                "starts with the magic number 0x%08x, but %s have 0x%08x",
                magic,
                what,
                expected));
      }
      int count = buffer.getInt();
      long size = 1;
      for (int axis : axes) {
        int found = buffer.getInt();
        if (found != axis) {
          throw fault(file, "has an axis of " + found + " where " + what + " have " + axis);
        }
        size *= axis;
      }
      long promised = header + count * size;
      if (count < 1 || promised != bytes.length) {
        throw fault(
            file,
            String.format(
                Locale.ROOT,
                "promises %d %s (%d bytes), but holds %d bytes",
                count,
                what,
                promised,
                bytes.length));
      }
      return count;
    }
  }

  /** CIFAR10's binary version: rows of a label byte and three colour planes. */
  record CifarRows(int classes, int pixels) implements FileFormat {
    @Override
    public int check(String file, byte[] bytes) {
      int row = 1 + pixels;
      if (bytes.length == 0 || bytes.length % row != 0) {
        throw fault(
            file, "holds " + bytes.length + " bytes, which is no multiple of " + row + " a row");
      }
      int count = bytes.length / row;
      for (int i = 0; i < count; i++) {
        int label = bytes[i * row] & 0xff;
        if (label >= classes) {
          throw fault(file, "has the label " + label + " in row " + i + "; there are " + classes);
        }
      }
      return count;
    }
  }

  private static InputException fault(String file, String message) {
    return new InputException(file + " " + message + "; get the file again.");
  }
}
