package org.vaelab.experiments.run;

import ai.djl.ndarray.NDManager;
import org.vaelab.data.ImageData;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.tensorboard.TensorBoard;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.family.LatentDivergence;
import org.vaelab.models.family.Learner;
import org.vaelab.training.Seeds;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.KlPerDimension;

/** Shows each epoch to TensorBoard, with what metrics.csv does not have. */
record EpochEvents(
    TensorBoard board,
    Learner learner,
    ImageData data,
    Transform transform,
    NDManager manager,
    ComputeEngine engine,
    Seeds seeds) {
  /** {@code iteration} is the number of updates so far. */
  void add(EpochMetrics metrics, long iteration) {
    Progress last = new Progress(iteration - 1, iteration / metrics.epoch());
    double[] klPerDimension = {};
    if (learner.block() instanceof LatentDivergence model) {
      engine.seed(seeds.derive("kl-per-dimension"));
      klPerDimension = KlPerDimension.of(manager, model, data.test(), transform);
    }
    board.epoch(metrics, learner.lossWeights(last), klPerDimension);
  }
}
