package org.vaelab.experiments.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.vaelab.files.FileFaults;
import org.vaelab.input.InputException;

/**
 * The beginning of a safetensors file that may be anything: what DJL or PyTorch would end the
 * process over is refused here.
 *
 * <p>Such a file is the length of its header (8 bytes, little endian), the header (a JSON object
 * with type, shape and place of each array), and the bytes of the arrays.
 */
final class SafetensorsHeader {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private static final int PICKLE = 0x80;
  private static final int ZIP = 'P' | 'K' << 8;

  /** Bytes per number of the types that are read. */
  private static final Map<String, Integer> SIZES =
      Map.of("F64", 8, "F32", 4, "F16", 2, "I64", 8, "I32", 4, "I8", 1, "U8", 1, "BOOL", 1);

  private SafetensorsHeader() {}

  /** Fails where the file is none, or not whole, or has arrays that cannot be read. */
  static void check(Path file) {
    try (DataInputStream stream = new DataInputStream(Files.newInputStream(file))) {
      long length = Long.reverseBytes(stream.readLong());
      long rest = Files.size(file) - Long.BYTES;
      if ((length & 0xFFFF) == ZIP || ((length & 0xFF) == PICKLE && length > rest)) {
        throw pickle(file);
      }
      if (length < 2 || length > Math.min(rest, Integer.MAX_VALUE)) {
        throw new InputException(file + " is no safetensors file, or it was cut short.");
      }
      check(file, MAPPER.readTree(stream.readNBytes((int) length)), rest - length);
    } catch (JsonProcessingException damage) {
      throw damaged(file, damage);
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  /** A pickle runs code of whoever made it, and is never read. */
  private static InputException pickle(Path file) {
    return new InputException(
        file
            + " is a pickle, as torch.save writes it, and reading one runs code of whoever made"
            + " it. Convert it in Python: from safetensors.torch import save_file;"
            + " save_file(torch.load(\"IN.pt\", weights_only=True), \"OUT.safetensors\")");
  }

  private static void check(Path file, JsonNode header, long bytes) {
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (entry.getKey().equals("__metadata__")) {
        continue;
      }
      String type = entry.getValue().path("dtype").asText();
      Integer size = SIZES.get(type);
      if (size == null) {
        throw new InputException(
            file
                + " has "
                + entry.getKey()
                + " of type \""
                + type
                + "\", which is not read; convert it in Python with .float()");
      }
      long numbers = 1;
      for (JsonNode each : entry.getValue().path("shape")) {
        numbers *= each.asInt(-1);
        if (numbers < 0 || numbers > bytes) {
          throw new InputException(damaged(file));
        }
      }
      JsonNode place = entry.getValue().path("data_offsets");
      long from = place.path(0).asLong(-1);
      long to = place.path(1).asLong(-1);
      if (from < 0 || to > bytes || to - from != numbers * size) {
        throw new InputException(damaged(file));
      }
    }
  }

  static InputException unreadable(Path file, IOException failure) {
    return new InputException(
        file + " cannot be read as safetensors: " + FileFaults.reason(failure), failure);
  }

  static InputException damaged(Path file, Exception damage) {
    return new InputException(damaged(file), damage);
  }

  private static String damaged(Path file) {
    return file + " cannot be read as safetensors: its header or its arrays are damaged.";
  }
}
