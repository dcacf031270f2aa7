package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.losses.objective.ObjectiveTerms;

/**
 * Sums losses over batches without waiting for the device at each: they stay there until they are
 * read, a few times a second.
 *
 * <p>The sums are made in double and in the order of the batches, so they do not depend on when
 * they were read.
 */
final class LossTally {
  private static final List<String> TERMS = List.of("loss", "reconstruction", "kl");

  private final NDManager manager;
  private final String phase;
  private final NDList pending = new NDList();
  private final List<Integer> pendingImages = new ArrayList<>();
  private final double[] sums = new double[TERMS.size()];
  private int images;
  private int steps;

  /** {@code phase} is named when a loss is not finite: "epoch 3, training". */
  LossTally(NDManager manager, String phase) {
    this.manager = manager;
    this.phase = phase;
  }

  /** Adds a batch; to be called outside of gradient collection, so that no graph is kept. */
  void add(ObjectiveTerms terms, int batchSize) {
    NDArray means =
        NDArrays.stack(
            new NDList(terms.loss().mean(), terms.reconstruction().mean(), terms.kl().mean()));
    means.attach(manager);
    pending.add(means);
    pendingImages.add(batchSize);
  }

  /** The means over all batches added so far; checks that each was finite. */
  Losses read() {
    if (!pending.isEmpty()) {
      readPending();
    }
    return new Losses(sums[0] / images, sums[1] / images, sums[2] / images);
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
        check(TERMS.get(term), values[i * sums.length + term]);
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
