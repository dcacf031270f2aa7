package org.vaelab.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.vaelab.input.InputException;

/**
 * How the bytes of a data file are laid out; checked before DJL reads them. The format bounds how
 * much is read: what is longer, as a few bytes unpack to, is refused before it fills the memory.
 */
sealed interface FileFormat {
  /**
   * Reads a file, and of one that is too long no more than tells so.
   *
   * @param file named in the message
   * @param bytes the file, decompressed
   * @return its bytes, to be checked
   * @throws InputException when they begin as no file of this format does
   */
  byte[] read(String file, InputStream bytes) throws IOException;

  /**
   * Checks {@code bytes} and counts the images or labels in them.
   *
   * @param file named in the message
   * @param bytes the file, decompressed
   * @return how many there are
   * @throws InputException when the bytes are not of this format
   */
  int check(String file, byte[] bytes);

  /**
   * The IDX format of MNIST: magic number, how many there are, the size of each further axis, then
   * unsigned bytes.
   *
   * @param what is in it, for messages
   * @param axes the sizes that must be found; {@link #ANY} where the file decides
   */
  record Idx(String what, int... axes) implements FileFormat {
    /** An axis whose size the file decides. */
    static final int ANY = 0;

    /** Such as all of EMNIST's, and some more. */
    private static final int MOST = 1_000_000;

    /** As much as an array holds, with room for a byte more. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

    /** How many bytes stand before the first image or label. */
    int header() {
      return 8 + 4 * axes.length;
    }

    /** The size of each further axis, of a file that begins like this. */
    int[] sizes(String file, byte[] start) {
      promised(file, start);
      int[] sizes = new int[axes.length];
      ByteBuffer.wrap(start).position(8).asIntBuffer().get(sizes);
      return sizes;
    }

    @Override
    public byte[] read(String file, InputStream bytes) throws IOException {
      PushbackInputStream whole = new PushbackInputStream(bytes, header());
      byte[] start = whole.readNBytes(header());
      whole.unread(start);
      return start.length < header() ? start : whole.readNBytes(promised(file, start) + 1);
    }

    @Override
    public int check(String file, byte[] bytes) {
      int promised = promised(file, bytes);
      int count = ByteBuffer.wrap(bytes).getInt(4);
      if (promised != bytes.length) {
        throw fault(
            file,
            String.format(
                Locale.ROOT,
                "promises %d %s (%d bytes), but holds %s",
                count,
                what,
                promised,
                bytes.length > promised ? "more" : bytes.length + " bytes"));
      }
      return count;
    }

    /** How many bytes a file that begins like this has. */
    private int promised(String file, byte[] start) {
      if (start.length < header()) {
        throw fault(file, "is too short for an IDX header: " + start.length + " bytes");
      }
      ByteBuffer buffer = ByteBuffer.wrap(start);
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
      if (count < 1 || count > MOST) {
        throw fault(
            file,
            String.format(
                Locale.ROOT, "promises %,d %s; there may be 1 to %,d", count, what, MOST));
      }
      long size = count;
      for (int axis : axes) {
        int found = buffer.getInt();
        if (axis != ANY && found != axis) {
          throw fault(file, "has an axis of " + found + " where " + what + " have " + axis);
        }
        if (found < 1 || size * found > MOST_BYTES) {
          throw fault(
              file,
              String.format(
                  Locale.ROOT,
                  "has an axis of %d in %,d %s; each is at least 1, and all together 2 GB at most",
                  found,
                  count,
                  what));
        }
        size *= found;
      }
      return (int) (header() + size);
    }
  }

  /** CIFAR10's binary version: rows of a label byte and three colour planes. */
  record CifarRows(int classes, int pixels) implements FileFormat {
    /** Twice what there is. */
    private static final int MOST = 100_000;

    @Override
    public byte[] read(String file, InputStream bytes) throws IOException {
      return bytes.readNBytes(MOST * (1 + pixels) + 1);
    }

    @Override
    public int check(String file, byte[] bytes) {
      int row = 1 + pixels;
      if (bytes.length > MOST * row) {
        throw fault(
            file, String.format(Locale.ROOT, "holds more than %,d rows of %,d bytes", MOST, row));
      }
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
