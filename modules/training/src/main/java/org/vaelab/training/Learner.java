package org.vaelab.training;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.vaelab.data.LabelledImages;
import org.vaelab.losses.schedule.Progress;

/** What the loop trains: a network with what it minimises. */
public sealed interface Learner permits VaeLearner, ClassifierLearner {
  /**
   * The network.
   *
   * @return initialised
   */
  Block block();

  /**
   * What is measured, as the CSV calls it; the first is minimised.
   *
   * @return loss and others
   */
  List<String> terms();

  /**
   * The terms of each image of a training batch, recorded for the backward pass.
   *
   * @param parameterStore where the weights are
   * @param batch transformed
   * @param progress how far the training is
   * @return an array {@code (B)} for each of {@link #terms}
   */
  NDList train(ParameterStore parameterStore, LabelledImages batch, Progress progress);

  /**
   * The terms of each image with the present weights; schedules of the loss are over.
   *
   * @param parameterStore where the weights are
   * @param batch transformed
   * @return an array {@code (B)} for each of {@link #terms}
   */
  NDList evaluate(ParameterStore parameterStore, LabelledImages batch);
}
