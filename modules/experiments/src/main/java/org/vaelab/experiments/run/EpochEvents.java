package org.vaelab.experiments.run;

import ai.djl.ndarray.NDManager;
import org.vaelab.data.ImageData;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.tensorboard.TensorBoard;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.training.EpochMetrics;
import org.vaelab.training.KlPerDimension;
import org.vaelab.training.Learner;
import org.vaelab.training.Seeds;
import org.vaelab.training.VaeLearner;

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
    double beta = 0;
    double[] klPerDimension = {};
    if (learner instanceof VaeLearner vae) {
      Progress last = new Progress(iteration - 1, iteration / metrics.epoch());
      beta = vae.objective().at(last).beta();
      engine.seed(seeds.derive("kl-per-dimension", metrics.epoch()));
      klPerDimension = KlPerDimension.of(manager, vae.block(), data.test(), transform);
    }
    board.epoch(metrics, beta, klPerDimension);
  }
}
