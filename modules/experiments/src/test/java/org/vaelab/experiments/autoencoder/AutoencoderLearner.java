package org.vaelab.experiments.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.family.Learner;

/**
 * An autoencoder and half its squared error, but for a constant.
 *
 * @param block the network
 */
public record AutoencoderLearner(Autoencoder block) implements Learner {
  static final List<String> MEASURES = List.of("loss");

  @Override
  public void initialize(NDManager manager) {
    block.initialize(manager);
  }

  @Override
  public List<String> measures() {
    return MEASURES;
  }

  @Override
  public NDList train(
      ParameterStore parameterStore, NDArray images, NDArray labels, Progress progress) {
    return evaluate(parameterStore, images, labels);
  }

  @Override
  public NDList evaluate(ParameterStore parameterStore, NDArray images, NDArray labels) {
    return new NDList(
        block
            .reconstruct(parameterStore, images, labels, Representative.MEAN)
            .logProbability(images)
            .neg());
  }
}
