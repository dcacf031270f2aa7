package org.vaelab.engine.openmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CoreTimesTest {
  @Test
  void readsTheCoresThatMayBeUsed() {
    BitSet cores = CoreTimes.allowed(List.of("Name:\tjava", "Cpus_allowed_list:\t0-2,5,12-13"));

    assertThat(cores.stream()).containsExactly(0, 1, 2, 5, 12, 13);
  }

  /** All but idle (400), iowait (50), guest (1000) and guest_nice (2000), of core 1 alone. */
  @Test
  void addsUpTheWorkOfThoseCores() {
    BitSet second = new BitSet();
    second.set(1);
    List<String> statistics =
        List.of(
            "cpu  9 9 9 9 9 9 9 9 9 9",
            "cpu0 7 7 7 7 7 7 7 7 7 7",
            "cpu1 100 20 30 400 50 6 7 800 1000 2000",
            "cpu11 7 7 7 7 7 7 7 7 7 7",
            "intr 5 5");

    assertThat(CoreTimes.worked(statistics, second)).isEqualTo(9.63);
  }

  @Test
  void othersAreWhatIsNotOwn() {
    CoreTimes earlier = new CoreTimes(10, 3);

    assertThat(new CoreTimes(14, 4).othersSince(earlier, 2)).isEqualTo(1.5);
    assertThat(new CoreTimes(14, 7.5).othersSince(earlier, 2)).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void seesItsOwnWork() throws IOException {
    CoreTimes before = CoreTimes.now();
    long mixed = 1;
    while (CoreTimes.now().own() - before.own() < 0.3) {
      for (int i = 0; i < 1_000_000; i++) {
        mixed = mixed * 6364136223846793005L + i;
      }
    }
    CoreTimes after = CoreTimes.now();

    assertThat(mixed).isNotZero();
    // The kernel counts in ticks, on each core for itself.
    assertThat(after.all() - before.all()).isGreaterThan(0.2);
  }
}
