package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vaelab.training.metrics.Measures;
import org.vaelab.training.metrics.PartialEpoch;

/**
 * Sums what is measured over batches without waiting for the device at each: the sums stay there
 * until they are read, a few times a second.
 *
 * <p>They are made in double and in the order of the batches, so they do not depend on when they
 * were read.
 */
final class LossTally {
  private final NDManager manager;
  private final String phase;
  private final List<String> names;
  private final NDList pending = new NDList();
  private final List<Integer> pendingImages = new ArrayList<>();
  private final double[] sums;
  private int images;
  private int steps;

  /** {@code phase} is named when a loss is not finite: "epoch 3, training". */
  LossTally(NDManager manager, String phase, List<String> names) {
    this(manager, phase, names, PartialEpoch.NONE);
  }

  /** Goes on with an epoch. */
  LossTally(NDManager manager, String phase, List<String> names, PartialEpoch partial) {
    this.manager = manager;
    this.phase = phase;
    this.names = names;
    this.sums = new double[names.size()];
    for (int i = 0; i < partial.sums().size(); i++) {
      sums[i] = partial.sums().get(i);
    }
    images = partial.images();
    steps = partial.steps();
  }

  /**
   * Adds a batch, a {@code (B)} array for each name; to be called outside of gradient collection,
   * so that no graph is kept.
   */
  void add(NDList terms, int batchSize) {
    NDArray means = NDArrays.stack(terms).mean(new int[] {1});
    means.attach(manager);
    pending.add(means);
    pendingImages.add(batchSize);
  }

  /** The means over all batches added so far; checks that each was finite. */
  Measures means() {
    return partial(0).means(names);
  }

  /** What was added so far; checks that each term was finite. */
  PartialEpoch partial(double seconds) {
    if (!pending.isEmpty()) {
      readPending();
    }
    return new PartialEpoch(images, steps, Arrays.stream(sums).boxed().toList(), seconds);
  }

  private void readPending() {
    float[] values;
    try (NDManager reading = manager.newSubManager()) {
      reading.tempAttachAll(pending);
      values = NDArrays.stack(pending).toFloatArray();
    }
    pending.close();
    for (int i = 0; i < pendingImages.size(); i++) {
      steps++;
      images += pendingImages.get(i);
      for (int term = 0; term < sums.length; term++) {
        sums[term] += (double) values[i * sums.length + term] * pendingImages.get(i);
      }
      for (int term = sums.length - 1; term >= 0; term--) {
        check(names.get(term), values[i * sums.length + term]);
      }
    }
    pendingImages.clear();
  }

  private void check(String term, float value) {
    if (!Float.isFinite(value)) {
      throw new DivergedException(
          phase + ", step " + steps + ": the " + term + " became " + value + ".");
    }
  }
}
