package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.ImageSet;
import org.vaelab.models.family.EpochFit;
import org.vaelab.models.family.Learner;
import org.vaelab.models.parameter.FixedWeights;
import org.vaelab.training.metrics.Measures;

/** Measures a learner on images it is not being trained on, in large batches. */
record Evaluation(Session session, Learner learner) {
  /** Fits to the training images what the learner wants fitted. */
  void refit(int epoch) {
    learner
        .epochFit()
        .ifPresent(
            fit -> {
              session.seed("residuals", epoch);
              refit(epoch, fit, session.data().train());
            });
  }

  private void refit(int epoch, EpochFit fit, ImageSet images) {
    try (NDManager whole = session.manager().newSubManager()) {
      NDList sum = new NDList();
      session
          .batches()
          .over(
              images,
              (scratch, batch, from) ->
                  add(
                      fit.statistic(new FixedWeights(scratch), batch.images(), batch.labels()),
                      sum,
                      whole));
      if (!Finiteness.of(sum.singletonOrThrow())) {
        throw new DivergedException(
            "epoch "
                + epoch
                + ", after its last step: what the model gives for the training images is no"
                + " longer finite.");
      }
      fit.fit(sum.singletonOrThrow(), images.size());
    }
  }

  /** Makes {@code sum} hold the sum so far and nothing else, which {@code owner} closes. */
  private static void add(NDArray statistic, NDList sum, NDManager owner) {
    NDArray next = sum.isEmpty() ? statistic : statistic.add(sum.head());
    next.attach(owner);
    sum.close();
    sum.clear();
    sum.add(next);
  }

  /** The means over the images held out, with the present weights; null where there are none. */
  @Nullable Measures validation(int epoch) {
    ImageSet images = session.data().validation();
    return images == null ? null : measure(epoch, "validation", images);
  }

  /** The means over the test images with the present weights. */
  Measures test(int epoch) {
    return measure(epoch, "test", session.data().test());
  }

  /** {@code part} names the set. */
  private Measures measure(int epoch, String part, ImageSet images) {
    // One stream for all epochs: the best of them is to be that of the best weights.
    session.seed(part);
    try (NDManager whole = session.manager().newSubManager()) {
      LossTally tally = new LossTally(whole, "epoch " + epoch + ", " + part, learner.measures());
      session
          .batches()
          .over(
              images,
              (scratch, batch, from) ->
                  tally.add(
                      learner.evaluate(new FixedWeights(scratch), batch.images(), batch.labels()),
                      batch.size()));
      return tally.means();
    }
  }
}
