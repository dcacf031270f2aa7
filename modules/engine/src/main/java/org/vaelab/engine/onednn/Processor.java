package org.vaelab.engine.onednn;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What this machine's processor can do, as far as the choice of a library depends on it. */
public final class Processor {
  private static final Path TOLD_BY_LINUX = Path.of("/proc/cpuinfo");
  private static final boolean AVX512 = find();

  private Processor() {}

  /**
   * Whether it has instructions for 512 bits.
   *
   * @return false on an Intel or AMD processor that Linux says has none; true where nobody says
   */
  public static boolean hasAvx512() {
    return AVX512;
  }

  private static boolean find() {
    if (!Platform.isLinux() || !Platform.isIntel()) {
      return true;
    }
    try {
      return hasAvx512(Files.readString(TOLD_BY_LINUX, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      return true;
    }
  }

  /** Whether the features that Linux lists have it; true where it lists none. */
  static boolean hasAvx512(String told) {
    return told.lines()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> Arrays.asList(line.split("\\s+")).contains("avx512f"))
        .orElse(true);
  }
}
