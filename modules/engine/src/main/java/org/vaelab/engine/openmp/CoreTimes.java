package org.vaelab.engine.openmp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * How long the cores that this process may use have worked, as Linux counts it.
 *
 * @param all seconds of all cores together, for whomever; a hypervisor's other guests included
 * @param own seconds for this process
 */
record CoreTimes(double all, double own) {
  private static final Path ALL = Path.of("/proc/stat");
  private static final Path ALLOWED = Path.of("/proc/self/status");

  /** What Linux counts in, for programs: hundredths of a second on every architecture. */
  private static final double TICKS_PER_SECOND = 100;

  private static final String ALLOWED_LABEL = "Cpus_allowed_list:";

  /** Whether this system tells. */
  static boolean areKnown() {
    return Files.isReadable(ALL) && Files.isReadable(ALLOWED);
  }

  static CoreTimes now() throws IOException {
    double own = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    return new CoreTimes(
        worked(Files.readAllLines(ALL), allowed(Files.readAllLines(ALLOWED))), own);
  }

  /** How many cores others kept busy since {@code earlier}, {@code seconds} ago. */
  double othersSince(CoreTimes earlier, double seconds) {
    return Math.max(0, (all - earlier.all - (own - earlier.own)) / seconds);
  }

  /** The numbers of a line such as {@code Cpus_allowed_list: 0-3,8}. */
  static BitSet allowed(List<String> status) {
    BitSet cores = new BitSet();
    for (String line : status) {
      if (line.startsWith(ALLOWED_LABEL)) {
        for (String range : line.substring(ALLOWED_LABEL.length()).strip().split(",", -1)) {
          String[] ends = range.split("-", 2);
          cores.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
      }
    }
    return cores;
  }

  /**
   * The sum over lines such as {@code cpu0 user nice system idle iowait irq softirq steal guest
   * guest_nice}, without idle and iowait; the guests' time is in user and nice already.
   */
  static double worked(List<String> statistics, BitSet cores) {
    double ticks = 0;
    for (String line : statistics) {
      String[] fields = line.split(" ", -1);
      if (fields[0].matches("cpu\\d+") && cores.get(Integer.parseInt(fields[0].substring(3)))) {
        for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
          ticks += field < fields.length ? Double.parseDouble(fields[field]) : 0;
        }
      }
    }
    return ticks / TICKS_PER_SECOND;
  }
}
