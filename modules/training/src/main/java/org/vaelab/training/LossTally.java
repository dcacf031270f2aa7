package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

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
    this.manager = manager;
    this.phase = phase;
    this.names = names;
    this.sums = new double[names.size()];
  }

  /**
   * Adds a batch, a {@code (B)} array for each name; to be called outside of gradient collection,
   * so that no graph is kept.
   */
  void add(NDList terms, int batchSize) {
    NDList batchMeans = new NDList(terms.size());
    terms.forEach(term -> batchMeans.add(term.mean()));
    NDArray means = NDArrays.stack(batchMeans);
    means.attach(manager);
    pending.add(means);
    pendingImages.add(batchSize);
  }

  /** The means over all batches added so far; checks that each was finite. */
  Measures read() {
    if (!pending.isEmpty()) {
      readPending();
    }
    double[] means = new double[sums.length];
    for (int term = 0; term < sums.length; term++) {
      means[term] = sums[term] / images;
    }
    return Measures.of(names, means);
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
