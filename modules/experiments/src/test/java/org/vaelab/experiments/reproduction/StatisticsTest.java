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
}
