package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.models.family.EpochFit;
import org.vaelab.models.family.Learner;
import org.vaelab.training.metrics.Measures;

/** Measures a learner on images it is not being trained on, in large batches. */
record Evaluation(
    ComputeEngine engine, NDManager manager, Learner learner, Transform transform, Seeds seeds) {
  private static final int BATCH = 1000;

  /** Fits to the training images what the learner wants fitted. */
  void refit(int epoch, ImageSet images) {
    learner
        .epochFit()
        .ifPresent(
            fit -> {
              engine.seed(seeds.derive("residuals", epoch));
              refit(epoch, fit, images);
            });
  }

  private void refit(int epoch, EpochFit fit, ImageSet images) {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray sum = null;
      for (int from = 0; from < images.size(); from += BATCH) {
        int to = Math.min(from + BATCH, images.size());
        try (NDManager step = scratch.newSubManager()) {
          LabelledImages batch = transform.eachTime(images.range(step, from, to));
          NDArray statistic =
              fit.statistic(new ParameterStore(step, false), batch.images(), batch.labels());
          NDArray next = sum == null ? statistic : statistic.add(sum);
          next.attach(scratch);
          if (sum != null) {
            sum.close();
          }
          sum = next;
        }
      }
      if (sum != null) {
        if (!Finiteness.of(sum)) {
          throw new DivergedException(
              "epoch "
                  + epoch
                  + ", after its last step: what the model gives for the training images is no"
                  + " longer finite.");
        }
        fit.fit(sum, images.size());
      }
    }
  }

  /** The means over {@code images} with the present weights; null for no images. */
  @Nullable Measures held(int epoch, @Nullable ImageSet images) {
    return images == null ? null : measure(epoch, "validation", images);
  }

  /** The means over {@code images} with the present weights; {@code part} names the set. */
  Measures measure(int epoch, String part, ImageSet images) {
    // One stream for all epochs: the best of them is to be that of the best weights.
    engine.seed(seeds.derive(part));
    try (NDManager whole = manager.newSubManager()) {
      LossTally tally = new LossTally(whole, "epoch " + epoch + ", " + part, learner.measures());
      for (int from = 0; from < images.size(); from += BATCH) {
        int to = Math.min(from + BATCH, images.size());
        try (NDManager step = whole.newSubManager()) {
          LabelledImages batch = transform.eachTime(images.range(step, from, to));
          ParameterStore weights = new ParameterStore(manager, false);
          tally.add(learner.evaluate(weights, batch.images(), batch.labels()), to - from);
        }
      }
      return tally.means();
    }
  }
}
