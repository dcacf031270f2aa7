package org.vaelab.data.number;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.vaelab.input.InputException;

/**
 * The type of an array's numbers, as NumPy describes it.
 *
 * @param kind b (truth values), i, u or f
 * @param bytes of a number
 * @param order of its bytes
 */
public record NpyType(char kind, int bytes, ByteOrder order) {
  /** Bytes of 0 to 255. */
  public static final NpyType UINT8 = new NpyType('u', 1, ByteOrder.LITTLE_ENDIAN);

  /** Whole numbers of four bytes. */
  public static final NpyType INT32 = new NpyType('i', 4, ByteOrder.LITTLE_ENDIAN);

  static NpyType of(String name, String description) {
    if (description.matches("[|<>=]?O\\d*")) {
      throw new InputException(
          name
              + " holds Python objects (a pickle), which are never read;"
              + " save an array of numbers instead.");
    }
    if (!description.matches("[|<>=](b1|[iu][1248]|f[48])")) {
      throw new InputException(
          name
              + " has the type "
              + description
              + "; numbers may be bool, int8 to int64, uint8 to uint64, float32 or float64.");
    }
    boolean big = description.charAt(0) == '>';
    return new NpyType(
        description.charAt(1),
        description.charAt(2) - '0',
        big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  /** As NumPy writes it. */
  String description() {
    String order = bytes == 1 ? "|" : this.order == ByteOrder.BIG_ENDIAN ? ">" : "<";
    return order + kind + bytes;
  }

  /** Whether numbers are whole ones. */
  boolean isWhole() {
    return kind != 'f';
  }

  /** The number at {@code index} of {@code values}, which are of this type's order. */
  double number(ByteBuffer values, int index) {
    int place = index * bytes;
    if (kind == 'f') {
      return bytes == 4 ? values.getFloat(place) : values.getDouble(place);
    }
    boolean signed = kind == 'i';
    return switch (bytes) {
      case 1 -> signed ? values.get(place) : values.get(place) & 255;
      case 2 -> signed ? values.getShort(place) : values.getShort(place) & 0xffff;
      case 4 -> signed ? values.getInt(place) : values.getInt(place) & 0xffff_ffffL;
      default -> values.getLong(place);
    };
  }
}
