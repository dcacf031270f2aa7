package org.vaelab.models.vae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.vaelab.engine.Scalars;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.models.family.EpochFit;
import org.vaelab.models.family.Learner;
import org.vaelab.models.parameter.Tape;
import org.vaelab.models.program.StepProgram;

/**
 * A variational autoencoder and its objective.
 *
 * @param block the network
 * @param objective what is minimised
 * @param program a step of it as one program; empty where there is none
 */
public record VaeLearner(Vae block, Objective objective, Optional<StepProgram> program)
    implements Learner {
  static final List<String> MEASURES = List.of("loss", "reconstruction", "kl");

  /** As many decoded images as an evaluation holds at once. */
  private static final int MOST_ROWS = 20_000;

  /** The negative evidence lower bound, whatever weights the loss has. */
  static final List<String> DERIVED = List.of("elbo");

  /**
   * A learner whose steps PyTorch records.
   *
   * @param block the network
   * @param objective what is minimised
   */
  public VaeLearner(Vae block, Objective objective) {
    this(block, objective, Optional.empty());
  }

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
    Objective present = objective.at(progress);
    ObjectiveTerms terms =
        present.terms(
            block.forward(parameterStore, images, labels, present.samples(), true), images);
    NDArray encoderLoss = terms.encoderLoss();
    if (encoderLoss != null) {
      if (!(parameterStore instanceof Tape tape)) {
        throw new IllegalStateException(
            present + " has another loss for the encoder, which needs a Tape");
      }
      tape.separate(encoderLoss.mean(), block.encoderParameters());
    }
    return list(terms);
  }

  /**
   * Draws of z that are averaged are decoded one after the other, and images that do not depend on
   * each other in parts: many draws take no more memory than one.
   */
  @Override
  public NDList evaluate(ParameterStore parameterStore, NDArray images, NDArray labels) {
    if (!objective.averagesSamples()) {
      return evaluateInParts(parameterStore, images, labels);
    }
    NDManager manager = images.getManager();
    DiagonalGaussian posterior = block.encode(parameterStore, images, labels);
    Distribution prior = block.prior(parameterStore, manager, images.getShape().get(0), labels);
    NDList sums = new NDList();
    for (int draw = 0; draw < objective.samples(); draw++) {
      try (NDManager scope = manager.newSubManager()) {
        scope.tempAttachAll(posterior.mean(), posterior.logVariance());
        NDArray z = posterior.sample();
        Distribution likelihood = block.decode(parameterStore, z, labels);
        VaeOutput output = new VaeOutput(posterior, prior, likelihood, z);
        sums = sums(sums, list(objective.terms(output, images)), manager);
      }
    }
    return objective.samples() == 1 ? sums : over(objective.samples(), sums);
  }

  private NDList evaluateInParts(ParameterStore parameterStore, NDArray images, NDArray labels) {
    int batch = Math.toIntExact(images.getShape().get(0));
    int part =
        objective.imagesAreIndependent() ? Math.max(1, MOST_ROWS / objective.samples()) : batch;
    NDManager manager = images.getManager();
    NDList parts = new NDList();
    for (int from = 0; from < batch; from += part) {
      NDIndex rows = new NDIndex(from + ":" + Math.min(from + part, batch));
      try (NDManager scope = manager.newSubManager()) {
        NDArray some = images.get(scope, rows);
        NDArray theirs = labels.get(scope, rows);
        VaeOutput output = block.forward(parameterStore, some, theirs, objective.samples(), false);
        NDArray terms = NDArrays.stack(list(objective.terms(output, some)));
        terms.attach(manager);
        parts.add(terms);
      }
    }
    NDArray all = NDArrays.concat(parts, 1);
    return new NDList(all.get(0), all.get(1), all.get(2));
  }

  private static NDList list(ObjectiveTerms terms) {
    return new NDList(terms.loss(), terms.reconstruction(), terms.kl());
  }

  /** Adds the terms of a draw to those before it, none at first, which are closed. */
  private static NDList sums(NDList before, NDList terms, NDManager owner) {
    NDList sums = new NDList();
    for (int i = 0; i < terms.size(); i++) {
      NDArray sum = before.isEmpty() ? terms.get(i) : terms.get(i).add(before.get(i));
      sum.attach(owner);
      sums.add(sum);
    }
    before.close();
    return sums;
  }

  private static NDList over(int draws, NDList sums) {
    NDList means = new NDList();
    sums.forEach(sum -> means.add(sum.div(Scalars.like(sum, draws))));
    return means;
  }

  /** {@code elbo = reconstruction + kl}, of the density of pixels in [0, 1]. */
  @Override
  public Map<String, Double> derived(Map<String, Double> means, double logJacobian) {
    return Map.of("elbo", mean(means, "reconstruction") + mean(means, "kl") - logJacobian);
  }

  @Override
  public double settledLoss(Map<String, Double> means) {
    return objective.scheduled() && objective.followsFromMeans()
        ? objective.loss(mean(means, "reconstruction"), mean(means, "kl"))
        : mean(means, "loss");
  }

  @Override
  public Optional<String> unsettled() {
    return objective.scheduled() && !objective.followsFromMeans()
        ? Optional.of(
            "grows with the beta of the warm-up, and what it is at full beta does not follow from"
                + " the exact KL where the loss has free bits or another kl")
        : Optional.empty();
  }

  private static double mean(Map<String, Double> means, String name) {
    return Objects.requireNonNull(means.get(name), name);
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
