package org.vaelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vaelab.data.LabelledImages;

/** What is timed is a step that learns. */
class TimedStepTest {
  private static final int BATCH = 8;

  @ParameterizedTest
  @EnumSource
  void everyPartDoesItsWork(Architecture architecture) {
    try (TimedStep timed = new TimedStep(architecture.spec(), BATCH, 1);
        NDManager scratch = timed.newScratch()) {
      LabelledImages first = timed.gather(scratch);
      LabelledImages second = timed.gather(scratch);
      assertThat(first.images().getShape().getShape()).containsExactly(BATCH, 1, 28, 28);
      assertThat(first.images()).isNotEqualTo(second.images());

      List<float[]> before = numbers(timed);
      assertThat(timed.recorded(scratch, first)).hasSameSizeAs(before);
      List<NDArray> gradients = timed.gradients(scratch, first);
      assertThat(gradients).hasSameSizeAs(before);
      timed.update(gradients);
      List<float[]> after = numbers(timed);
      for (int i = 0; i < before.size(); i++) {
        assertThat(after.get(i)).isNotEqualTo(before.get(i));
      }
    }
  }

  /** 784 x 400 + 400, twice 400 x 20 + 20, 20 x 400 + 400, 400 x 784 + 784. */
  @Test
  void theFullyConnectedNetworkHasTheSizesOfTheComparison() {
    try (TimedStep timed = new TimedStep(Architecture.FC.spec(), BATCH, 1)) {
      assertThat(timed.parameters()).isEqualTo(652_824);
    }
  }

  /** Nothing is left behind, so that long timings do not fill the memory. */
  @Test
  void aStepFreesWhatItMade() {
    try (TimedStep timed = new TimedStep(Architecture.FC.spec(), BATCH, 1)) {
      timed.run();
      NDManager manager = timed.weights().values().iterator().next().getManager();
      int held = manager.getManagedArrays().size();
      timed.run();
      assertThat(manager.getManagedArrays()).hasSize(held);
    }
  }

  private static List<float[]> numbers(TimedStep timed) {
    return timed.weights().values().stream().map(NDArray::toFloatArray).toList();
  }
}
