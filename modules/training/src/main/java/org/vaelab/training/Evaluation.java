package org.vaelab.training;

import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;

/** Measures a learner on images it is not being trained on, in large batches. */
record Evaluation(
    ComputeEngine engine, NDManager manager, Learner learner, Transform transform, Seeds seeds) {
  private static final int BATCH = 1000;

  /** Fits the likelihood to the training images, where it is one that is fitted. */
  void refit(int epoch, ImageSet images) {
    if (learner instanceof VaeLearner vae) {
      engine.seed(seeds.derive("residuals", epoch));
      ResidualFit.refit(manager, vae.block(), images, transform::eachTime);
    }
  }

  /** The means over {@code images} with the present weights; null for no images. */
  @Nullable Measures held(int epoch, @Nullable ImageSet images) {
    return images == null ? null : measure(epoch, "validation", images);
  }

  /** The means over {@code images} with the present weights; {@code part} names the set. */
  Measures measure(int epoch, String part, ImageSet images) {
    engine.seed(seeds.derive(part, epoch));
    try (NDManager whole = manager.newSubManager()) {
      LossTally tally = new LossTally(whole, "epoch " + epoch + ", " + part, learner.terms());
      for (int from = 0; from < images.size(); from += BATCH) {
        int to = Math.min(from + BATCH, images.size());
        try (NDManager step = whole.newSubManager()) {
          LabelledImages batch = transform.eachTime(images.range(step, from, to));
          tally.add(learner.evaluate(new ParameterStore(manager, false), batch), to - from);
        }
      }
      return tally.means();
    }
  }
}
