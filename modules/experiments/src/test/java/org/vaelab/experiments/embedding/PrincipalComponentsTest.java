package org.vaelab.experiments.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  /** Points along (3, 4) / 5 with spread 25, and across it with spread 1, off the origin. */
  @Test
  void principalComponentsAreThoseOfTheCloud() {
    float[][] points = new float[400][];
    for (int i = 0; i < 400; i++) {
      double along = (i % 20 - 9.5) * 5;
      int row = i / 20;
      double across = row - 9.5;
      points[i] =
          new float[] {
            (float) (7 + 0.6 * along - 0.8 * across), (float) (0.8 * along + 0.6 * across), 3f
          };
    }
    PrincipalComponents plane = PrincipalComponents.of(points);

    assertThat(plane.x()[19]).isCloseTo(9.5 * 5, within(1e-4));
    assertThat(Math.abs(plane.y()[19])).isCloseTo(9.5, within(1e-4));
    assertThat(plane.explained()[0]).isCloseTo(25.0 / 26, within(1e-6));
    assertThat(plane.explained()[1]).isCloseTo(1.0 / 26, within(1e-6));
  }
}
