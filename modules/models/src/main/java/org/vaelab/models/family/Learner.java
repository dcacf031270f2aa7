package org.vaelab.models.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.program.StepProgram;

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
   * The same as {@link #train} with its gradients as one program, for networks that say what they
   * are made of.
   *
   * @return empty where there is none, and PyTorch differentiates what {@link #train} records
   */
  default Optional<StepProgram> program() {
    return Optional.empty();
  }

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
   * What follows from the means of the measures.
   *
   * @param means over images, by the names of {@link #measures}
   * @param logJacobian {@code log |dx/du|} of an image x as the network sees it and u with pixels
   *     in [0, 1]: what {@code log p(x)} is less than {@code log p(u)}; 0 where they are the same
   * @return by the names of {@link ModelSpec#derivedMeasures}, in their order
   */
  default Map<String, Double> derived(Map<String, Double> means, double logJacobian) {
    return Map.of();
  }

  /**
   * A training loss that can be compared over the epochs: that of the last step's weights within
   * the loss, whatever the schedules made of them in the epoch.
   *
   * @param means over the images of a training epoch, by the names of {@link #measures}
   * @return nats per image; the loss itself where nothing is scheduled, or it cannot be had
   */
  default double settledLoss(Map<String, Double> means) {
    return Objects.requireNonNull(means.get("loss"));
  }

  /**
   * Why {@link #settledLoss} cannot be had, so that nothing may watch the training loss.
   *
   * @return what stands after "train_loss"; empty where it can be had
   */
  default Optional<String> unsettled() {
    return Optional.empty();
  }

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
