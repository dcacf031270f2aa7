package org.vaelab.engine.openmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrowdingTest {
  private final Crowding crowding = new Crowding();

  @Test
  void setsInAtOnce() {
    assertThat(crowding.update(0.2)).isFalse();
    assertThat(crowding.update(0.3)).isTrue();
  }

  @Test
  void endsAfterFourQuietTimesInARow() {
    crowding.update(1);

    assertThat(crowding.update(0.1)).isTrue();
    assertThat(crowding.update(-1)).isTrue();
    assertThat(crowding.update(0.2)).isTrue();
    assertThat(crowding.update(0.1)).isTrue();
    assertThat(crowding.update(0.1)).isTrue();
    assertThat(crowding.update(0.1)).isTrue();
    assertThat(crowding.update(0.1)).isFalse();
    assertThat(crowding.update(0.2)).isFalse();
  }
}
