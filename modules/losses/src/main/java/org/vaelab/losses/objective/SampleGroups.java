package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.vaelab.input.Settings;

/** L samples of each image, divided among groups of the same size. */
final class SampleGroups {
  /** Far more would take all memory in the first step, and minutes for it. */
  static final int MOST_SAMPLES = 10_000;

  private SampleGroups() {}

  /** Refuses numbers that do not go together. */
  static void check(int samples, int groups) {
    new Settings()
        .between("samples", samples, 1, MOST_SAMPLES)
        .atLeast("groups", groups, 1)
        .require(
            groups < 1 || samples % groups == 0,
            "groups",
            "must divide the samples, " + samples + ", was " + groups)
        .check();
  }

  /** {@code 1/M sum_m log 1/K sum_k exp(w_mk)} of log weights (L, B) in M groups of K: (B). */
  static NDArray meanOfBounds(NDArray logWeights, int groups) {
    Shape shape = logWeights.getShape();
    NDArray byGroup = logWeights.reshape(shape.get(0) / groups, groups, shape.get(1));
    return ImportanceWeights.logMean(byGroup).mean(new int[] {0});
  }
}
