package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.vaelab.data.LabelledImages;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.Vae;

/**
 * A variational autoencoder and its objective.
 *
 * @param block the network
 * @param objective what is minimised
 */
public record VaeLearner(Vae block, Objective objective) implements Learner {
  @Override
  public List<String> terms() {
    return List.of("loss", "reconstruction", "kl");
  }

  @Override
  public NDList train(ParameterStore parameterStore, LabelledImages batch, Progress progress) {
    return terms(parameterStore, batch, objective.at(progress), true);
  }

  @Override
  public NDList evaluate(ParameterStore parameterStore, LabelledImages batch) {
    return terms(parameterStore, batch, objective, false);
  }

  private NDList terms(
      ParameterStore parameterStore, LabelledImages batch, Objective present, boolean training) {
    NDArray labels = block.conditional() ? batch.labels() : null;
    VaeOutput output =
        block.forward(parameterStore, batch.images(), labels, present.samples(), training);
    ObjectiveTerms terms = present.terms(output, batch.images());
    return new NDList(terms.loss(), terms.reconstruction(), terms.kl());
  }
}
