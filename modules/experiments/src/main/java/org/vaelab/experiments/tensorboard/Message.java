package org.vaelab.experiments.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in Protocol Buffers' wire format, built field by field: the few kinds that an event
 * needs.
 *
 * <p>Source: Protocol Buffers, Encoding (protobuf.dev/programming-guides/encoding).
 */
final class Message {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Message integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  Message number(int field, double value) {
    tag(field, FIXED64);
    bytes.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
    return this;
  }

  /** A number in single precision. */
  Message single(int field, float value) {
    tag(field, FIXED32);
    bytes.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
    return this;
  }

  Message text(int field, String value) {
    return content(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Message content(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  Message message(int field, Message value) {
    return content(field, value.toBytes());
  }

  /** Packed, as proto3 has repeated numbers. */
  Message numbers(int field, double[] values) {
    byte[] packed = new byte[values.length * Double.BYTES];
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return content(field, packed);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Seven bits a byte, the lowest first; all bytes but the last have their highest bit set. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
