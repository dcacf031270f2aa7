package org.vaelab.experiments.sweep.execution;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The CUDA devices that can be given out to processes, found without loading any library. */
public final class Gpus {
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/gpus");

  private Gpus() {}

  /**
   * Their numbers.
   *
   * @param environment of the process; CUDA_VISIBLE_DEVICES in it says which there are
   * @return as CUDA_VISIBLE_DEVICES has them; empty for none
   */
  public static List<String> of(Map<String, String> environment) {
    String visible = environment.get("CUDA_VISIBLE_DEVICES");
    if (visible != null) {
      return visible.isBlank() ? List.of() : List.of(visible.split(","));
    }
    List<String> numbers = new ArrayList<>();
    if (Files.isDirectory(DRIVER)) {
      try (DirectoryStream<Path> devices = Files.newDirectoryStream(DRIVER)) {
        devices.forEach(device -> numbers.add(Integer.toString(numbers.size())));
      } catch (IOException unreadable) {
        return List.of();
      }
    }
    return numbers;
  }
}
