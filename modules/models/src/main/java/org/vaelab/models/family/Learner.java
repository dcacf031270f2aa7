package org.vaelab.models.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vaelab.losses.schedule.Progress;

/** What the loop trains: a network with what it minimises. */
public interface Learner {
  /**
   * The network, which implements the interface of each {@link Ability} of its family.
   *
   * @return always the same
   */
  Block block();

  /**
   * Draws the initial weights from the engine's random stream.
   *
   * @param manager owns the weights from now on
   */
  void initialize(NDManager manager);

  /**
   * What is measured; the first is minimised.
   *
   * @return {@link ModelSpec#measures}
   */
  List<String> measures();

  /**
   * What is measured of each image of a training batch, recorded for the backward pass.
   *
   * @param parameterStore where the weights are
   * @param images transformed, shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}
   * @param progress how far the training is
   * @return an array {@code (B)} for each of {@link #measures}
   */
  NDList train(ParameterStore parameterStore, NDArray images, NDArray labels, Progress progress);

  /**
   * What is measured of each image with the present weights; schedules of the loss are over.
   *
   * @param parameterStore where the weights are
   * @param images transformed, shape {@code (B, C, H, W)}
   * @param labels one-hot, shape {@code (B, K)}
   * @return an array {@code (B)} for each of {@link #measures}
   */
  NDList evaluate(ParameterStore parameterStore, NDArray images, NDArray labels);

  /**
   * What is fitted to the training images after each epoch, besides what descent learns.
   *
   * @return empty for nothing
   */
  default Optional<EpochFit> epochFit() {
    return Optional.empty();
  }

  /**
   * The weights within the loss at a step, which schedules may change; TensorBoard shows them.
   *
   * @param progress how far the training is
   * @return by name, for example beta; empty for none
   */
  default Map<String, Double> lossWeights(Progress progress) {
    return Map.of();
  }
}
