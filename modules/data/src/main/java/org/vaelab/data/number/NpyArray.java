package org.vaelab.data.number;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.vaelab.input.InputException;

/**
 * Numbers in some shape, row-major.
 *
 * @param name of the file and the array, for messages
 * @param header their type and shape
 * @param values their bytes
 */
public record NpyArray(String name, NpyHeader header, ByteBuffer values) {
  /**
   * Reads an array to its end.
   *
   * @param name of the file and the array, for messages
   * @param stream at its beginning
   * @return the array
   * @throws IOException when the stream cannot be read
   * @throws InputException when it is no array of plain numbers, or shorter or longer than it says
   */
  public static NpyArray read(String name, InputStream stream) throws IOException {
    NpyHeader header = NpyHeader.read(name, stream);
    int size = header.size() * header.type().bytes();
    byte[] bytes = stream.readNBytes(size);
    if (bytes.length < size || stream.read() >= 0) {
      throw new InputException(
          name
              + " promises "
              + size
              + " bytes of numbers, but holds "
              + (bytes.length < size ? bytes.length + "." : "more."));
    }
    return new NpyArray(name, header, ByteBuffer.wrap(bytes).order(header.type().order()));
  }

  /**
   * The shape.
   *
   * @return the size of each axis
   */
  public int[] shape() {
    return header.shape();
  }

  /**
   * How many numbers there are.
   *
   * @return the product of the shape
   */
  public int size() {
    return header.size();
  }

  /**
   * One of the numbers.
   *
   * @param index in row-major order
   * @return its value
   */
  public double number(int index) {
    return header.type().number(values, index);
  }

  /**
   * Whether the type of the numbers is one of whole numbers.
   *
   * @return false for float32 and float64
   */
  public boolean isWhole() {
    return header.type().isWhole();
  }

  /**
   * Whether they are bytes of 0 to 255.
   *
   * @return true for uint8 alone
   */
  public boolean isBytes() {
    return header.type().equals(NpyType.UINT8);
  }

  /**
   * The numbers as classes.
   *
   * @return one of each row
   * @throws InputException when they are no list of whole numbers that an int holds
   */
  public int[] classes() {
    int[] shape = shape();
    boolean column = shape.length == 2 && shape[1] == 1;
    if (shape.length != 1 && !column) {
      throw new InputException(
          name + " must have one label for each image, but has the shape " + shown(shape) + ".");
    }
    int[] classes = new int[size()];
    for (int i = 0; i < classes.length; i++) {
      double label = number(i);
      if (label != Math.rint(label) || Math.abs(label) > Integer.MAX_VALUE) {
        throw new InputException(
            name
                + " has the label "
                + label
                + " of image "
                + i
                + " (from 0); labels are whole numbers.");
      }
      classes[i] = (int) label;
    }
    return classes;
  }

  /**
   * A shape as NumPy shows it.
   *
   * @param shape the size of each axis
   * @return such as (60000, 28, 28)
   */
  public static String shown(int[] shape) {
    String axes = Arrays.toString(shape);
    return "(" + axes.substring(1, axes.length() - 1) + (shape.length == 1 ? ",)" : ")");
  }
}
