package org.vaelab.experiments.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {
  /** Columns with deviations 1 and 3, of the population. */
  @Test
  void meanDeviation() {
    assertThat(Statistics.meanDeviation(new float[][] {{1, 5}, {3, 11}}))
        .isCloseTo(2, within(1e-12));
  }

  @Test
  void theShareThatIsReadRightCountsTheLargestNumberOfEachRow() {
    float[][] read = {{0.1f, 0.9f, 0}, {0.8f, 0.1f, 0.1f}, {0.2f, 0.3f, 0.5f}, {0.4f, 0.3f, 0.3f}};

    assertThat(Statistics.share(read, new int[] {1, 0, 2, 1})).isEqualTo(0.75);
    assertThat(Statistics.share(read, new int[] {0, 1, 1, 2})).isZero();
  }

  @Test
  void theReachOfACodeIsItsLargestAbsoluteValue() {
    assertThat(Statistics.reach(new float[] {1, -3.5f, 2})).isEqualTo(3.5);
  }
}
