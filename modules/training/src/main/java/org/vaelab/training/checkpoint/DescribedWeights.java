package org.vaelab.training.checkpoint;

import ai.djl.util.JsonUtils;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts {@code __metadata__} into the header of a safetensors file on its way through, which DJL
 * does not write.
 *
 * <p>Such a file is the length of its header (8 bytes, little endian), the header (a JSON object
 * with an entry for each array), and the bytes of the arrays.
 */
final class DescribedWeights extends FilterOutputStream {
  /** The length, and the brace that opens the header. */
  private static final int BEGINNING = Long.BYTES + 1;

  private static final int ALIGNMENT = 8;

  private final byte[] metadata;
  private final ByteBuffer beginning =
      ByteBuffer.allocate(BEGINNING).order(ByteOrder.LITTLE_ENDIAN);

  DescribedWeights(OutputStream out, Map<String, String> metadata) {
    super(out);
    // In one order: that of Map.of is another in each process.
    String entry = "\"__metadata__\":" + JsonUtils.GSON.toJson(new TreeMap<>(metadata)) + ",";
    int length = entry.getBytes(StandardCharsets.UTF_8).length;
    // The arrays stay where processors like to read them from.
    String padding = " ".repeat(Math.floorMod(-length, ALIGNMENT));
    this.metadata = (entry + padding).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int taken = Math.min(length, beginning.remaining());
    if (taken > 0) {
      beginning.put(bytes, offset, taken);
      if (!beginning.hasRemaining()) {
        begin();
      }
    }
    out.write(bytes, offset + taken, length - taken);
  }

  private void begin() throws IOException {
    beginning.putLong(0, beginning.getLong(0) + metadata.length);
    out.write(beginning.array());
    out.write(metadata);
  }
}
