package org.vaelab.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedsTest {
  /** Pinned: a change would silently change every number ever published. */
  @Test
  void theDerivationIsFixed() {
    assertThat(new Seeds(0).derive("weights")).isEqualTo(9080519905892936922L);
    assertThat(new Seeds(0).derive("train", 1)).isEqualTo(4120103629514271748L);
    assertThat(new Seeds(42).permutation(8, "shuffle", 3)).containsExactly(1, 6, 0, 7, 4, 2, 5, 3);
  }

  @Test
  void streamsDifferByRootNameAndPosition() {
    Set<Long> seen = new HashSet<>();
    for (long root = -3; root <= 3; root++) {
      for (String name : new String[] {"train", "test", "shuffle", "weights"}) {
        seen.add(new Seeds(root).derive(name));
        for (int epoch = 1; epoch <= 100; epoch++) {
          seen.add(new Seeds(root).derive(name, epoch));
        }
      }
    }
    assertThat(seen).hasSize(7 * 4 * 101).allMatch(seed -> seed >= 0);
  }

  @Test
  void aPermutationHasEveryNumberOnceAndIsShuffled() {
    long[] order = new Seeds(1).permutation(1000, "shuffle", 1);
    long[] sorted = order.clone();
    Arrays.sort(sorted);

    assertThat(sorted).isEqualTo(LongStream.range(0, 1000).toArray());
    long fixed = LongStream.range(0, 1000).filter(i -> order[(int) i] == i).count();
    assertThat(fixed).isLessThan(10);
  }
}
