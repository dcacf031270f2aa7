package org.vaelab.experiments.run;

import org.vaelab.experiments.tensorboard.TensorBoard;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.family.LatentDivergence;
import org.vaelab.models.family.Learner;
import org.vaelab.training.Session;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.KlPerDimension;

/** Shows each epoch to TensorBoard, with what metrics.csv does not have. */
record EpochEvents(TensorBoard board, Session session, Learner learner) {
  /** {@code iteration} is the number of updates so far. */
  void add(EpochMetrics metrics, long iteration) {
    Progress last = new Progress(iteration - 1, iteration / metrics.epoch());
    double[] klPerDimension = {};
    if (learner.block() instanceof LatentDivergence model) {
      session.seed("kl-per-dimension");
      klPerDimension = KlPerDimension.of(session.batches(), model, session.data().test());
    }
    board.epoch(metrics, learner.lossWeights(last), klPerDimension);
  }
}
