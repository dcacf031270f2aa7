package org.vaelab.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.family.EpochFit;
import org.vaelab.models.family.Learner;

/**
 * A variational autoencoder and its objective.
 *
 * @param block the network
 * @param objective what is minimised
 */
public record VaeLearner(Vae block, Objective objective) implements Learner {
  static final List<String> MEASURES = List.of("loss", "reconstruction", "kl");

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
    return terms(parameterStore, images, labels, objective.at(progress), true);
  }

  @Override
  public NDList evaluate(ParameterStore parameterStore, NDArray images, NDArray labels) {
    return terms(parameterStore, images, labels, objective, false);
  }

  private NDList terms(
      ParameterStore parameterStore,
      NDArray images,
      NDArray labels,
      Objective present,
      boolean training) {
    VaeOutput output = block.forward(parameterStore, images, labels, present.samples(), training);
    ObjectiveTerms terms = present.terms(output, images);
    return new NDList(terms.loss(), terms.reconstruction(), terms.kl());
  }

  /** The variance of a likelihood that is fitted to residuals. */
  @Override
  public Optional<EpochFit> epochFit() {
    return block.likelihood().fitted().map(fitted -> new ResidualFit(block, fitted));
  }

  @Override
  public Map<String, Double> lossWeights(Progress progress) {
    return objective.at(progress).weights();
  }
}
