package org.vaelab.experiments.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The environment.json of a run that goes on. */
final class EnvironmentFile {
  /** Far more than one has. */
  private static final long LONGEST = 1 << 20;

  private EnvironmentFile() {}

  /** Whether it is there and has what every version of the program wrote. */
  static boolean isWhole(Path file) {
    return read(file).path("started").isTextual();
  }

  /** What it says; a missing node where it cannot be read. */
  static JsonNode read(Path file) {
    try {
      if (RunFiles.isFile(file) && Files.size(file) <= LONGEST) {
        return JsonMapper.builder().build().readTree(Files.readString(file));
      }
    } catch (IOException unreadable) {
      // As if there were none.
    }
    return MissingNode.getInstance();
  }
}
