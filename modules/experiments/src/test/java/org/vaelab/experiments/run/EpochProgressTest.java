package org.vaelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpochProgressTest {
  private static final EpochProgress HALF =
      new EpochProgress(3, 10, 0.5, 123.456, 25_000, 12, 3725);

  @Test
  void aWideWindowShowsAll() {
    assertThat(HALF.of(120))
        .isEqualTo(
            "epoch 3/10 [===================>                    ]  50%  loss 123.46"
                + "  25,000 images/s  0:12 left, run 1:02:05 left");
    assertThat(new EpochProgress(1, 1, 1, 5, 9, 0, 0).of(80))
        .isEqualTo(
            "epoch 1/1 [============>] 100%  loss 5.00  9 images/s  0:00 left, run 0:00 left");
  }

  /** A line that wraps is not written over, and the window fills with them. */
  @Test
  void noWindowIsTooNarrow() {
    for (int columns = 1; columns < 200; columns++) {
      assertThat(HALF.of(columns)).hasSizeLessThan(columns);
      assertThat("epoch 3/10 [")
          .startsWith(HALF.of(columns).substring(0, Math.min(10, columns - 1)));
    }
    assertThat(HALF.of(80)).hasSizeGreaterThan(70).contains("0:12 left, run 1:02:05 left");
    assertThat(HALF.of(60)).startsWith("epoch 3/10  50%  loss 123.46");
  }

  @Test
  void times() {
    assertThat(Durations.clock(59.6)).isEqualTo("1:00");
    assertThat(Durations.clock(-3)).isEqualTo("0:00");
    assertThat(Durations.words(7.4)).isEqualTo("7 s");
    assertThat(Durations.words(760)).isEqualTo("12 min 40 s");
    assertThat(Durations.words(3 * 3600 + 300)).isEqualTo("3 h 5 min");
  }
}
