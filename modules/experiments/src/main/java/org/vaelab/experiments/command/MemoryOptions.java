package org.vaelab.experiments.command;

import org.jspecify.annotations.Nullable;
import org.vaelab.data.DeviceMemory;
import picocli.CommandLine.Option;

/** How much of the data goes to the device at a time. */
final class MemoryOptions {
  @Option(
      names = "--device-memory",
      paramLabel = "SIZE",
      description =
          "how much of the device's memory images may take, such as 512M or 2G; more are streamed"
              + " in chunks, with the same numbers (default: all on the CPU, half of a CUDA device)")
  private @Nullable String deviceMemory;

  @Nullable DeviceMemory deviceMemory() {
    return deviceMemory == null ? null : DeviceMemory.parse(deviceMemory);
  }
}
