package org.vaelab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.training.metrics.PartialEpoch;

/** Batches of 3 and 1 images whose sums are whole numbers, so that the means are exact. */
class LossTallyTest {
  private static final List<String> NAMES = List.of("loss", "kl");

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void eachImageCountsOnce() {
    LossTally tally = tally(PartialEpoch.NONE);
    tally.add(terms(new float[] {1, 2, 3}, new float[] {0, 0, 3}), 3);
    tally.add(terms(new float[] {10}, new float[] {5}), 1);

    // Batches of equal weight would give 6 and 3.
    assertThat(tally.means().values()).containsEntry("loss", 4.0).containsEntry("kl", 2.0);
  }

  /** Read between batches or not, stopped and gone on with or not. */
  @Test
  void readingAndStoppingChangeNothing() {
    LossTally tally = tally(PartialEpoch.NONE);
    tally.add(terms(new float[] {1, 2, 3}, new float[] {0, 0, 3}), 3);
    assertThat(tally.means().loss()).isEqualTo(2);
    assertThat(tally.means().get("kl")).isEqualTo(1);
    PartialEpoch stopped = tally.partial(1.5);
    assertThat(stopped).isEqualTo(new PartialEpoch(3, 1, List.of(6.0, 3.0), 1.5));

    LossTally resumed = tally(stopped);
    resumed.add(terms(new float[] {10}, new float[] {5}), 1);
    assertThat(resumed.partial(2))
        .isEqualTo(new PartialEpoch(4, 2, List.of(16.0, 8.0), 2))
        .isNotEqualTo(stopped);
    assertThat(resumed.means().loss()).isEqualTo(4);
  }

  /** The step is that of the epoch, and the cause is named rather than the sum. */
  @Test
  void aTermThatIsNotFiniteIsNamedWithItsStep() {
    LossTally tally = tally(new PartialEpoch(6, 2, List.of(6.0, 3.0), 1));
    tally.add(terms(new float[] {1, 2}, new float[] {1, 1}), 2);
    float infinite = Float.POSITIVE_INFINITY;
    tally.add(terms(new float[] {1, infinite}, new float[] {infinite, 1}), 2);

    assertThatThrownBy(tally::means)
        .isInstanceOf(DivergedException.class)
        .hasMessage("epoch 3, training, step 4: the kl became Infinity.");
  }

  /** An epoch of any length keeps one array for each step that was not read. */
  @Test
  void whatWasReadIsClosed() {
    LossTally tally = tally(PartialEpoch.NONE);
    try (NDManager step = manager.newSubManager()) {
      tally.add(new NDList(step.ones(new Shape(3)), step.zeros(new Shape(3))), 3);
    }
    assertThat(manager.getManagedArrays()).hasSize(1);
    tally.means();
    assertThat(manager.getManagedArrays()).isEmpty();
  }

  private LossTally tally(PartialEpoch partial) {
    return new LossTally(manager, "epoch 3, training", NAMES, partial);
  }

  private NDList terms(float[] loss, float[] kl) {
    return new NDList(manager.create(loss), manager.create(kl));
  }
}
