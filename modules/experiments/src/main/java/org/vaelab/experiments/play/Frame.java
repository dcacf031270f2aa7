package org.vaelab.experiments.play;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Words and bytes in one answer: the length of the JSON in four bytes, the JSON, the bytes. */
final class Frame {
  private Frame() {}

  static Answer of(Object words, byte[] bytes) {
    byte[] json = JsonFields.text(words).getBytes(StandardCharsets.UTF_8);
    return Answer.bytes(
        ByteBuffer.allocate(Integer.BYTES + json.length + bytes.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(json.length)
            .put(json)
            .put(bytes)
            .array());
  }
}
