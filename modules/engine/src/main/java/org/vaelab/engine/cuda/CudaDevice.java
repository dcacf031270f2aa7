package org.vaelab.engine.cuda;

import java.util.Locale;

/**
 * A device as NVIDIA's driver describes it.
 *
 * @param index its place, as in {@code cuda:0}
 * @param name for example NVIDIA H200
 * @param major of the compute capability
 * @param minor of the compute capability
 * @param bytes of memory it has
 */
public record CudaDevice(int index, String name, int major, int minor, long bytes) {
  /**
   * The compute capability.
   *
   * @return for example 9.0
   */
  public String capability() {
    return major + "." + minor;
  }

  /**
   * Whether its capability is {@code leastMajor.leastMinor} or newer.
   *
   * @param leastMajor for example 7
   * @param leastMinor for example 5
   * @return so that code built for that runs
   */
  public boolean isAtLeast(int leastMajor, int leastMinor) {
    return major > leastMajor || (major == leastMajor && minor >= leastMinor);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "cuda:%d %s, compute capability %s, %.1f GiB",
        index,
        name,
        capability(),
        bytes / (double) (1L << 30));
  }
}
