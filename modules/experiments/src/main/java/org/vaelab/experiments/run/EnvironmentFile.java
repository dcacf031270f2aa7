package org.vaelab.experiments.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
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
    try {
      return RunFiles.isFile(file)
          && Files.size(file) <= LONGEST
          && JsonMapper.builder()
              .build()
              .readTree(Files.readString(file))
              .path("started")
              .isTextual();
    } catch (IOException unreadable) {
      return false;
    }
  }
}
