package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;
import org.vaelab.losses.divergence.Kernel;

/**
 * The loss of a Wasserstein autoencoder: the codes of all images together are to be the prior,
 * those of one image need not be.
 *
 * <p>Formula: {@code -log p(x|z) + lambda MMD(q(z), p(z))}, with the squared discrepancy of the
 * batch's codes from as many draws of the prior. The paper's cost of a reconstruction, a squared
 * error, is that of a Gaussian likelihood of fixed deviation.
 *
 * <p>Source: Tolstikhin, Bousquet, Gelly and Schoelkopf, Wasserstein Auto-Encoders, 2018, equation
 * 4 and algorithm 2; lambda and kernel are its choices for MNIST.
 *
 * @param lambda the weight of the discrepancy
 * @param kernel of the discrepancy
 */
public record Wae(double lambda, Kernel kernel) implements Objective {
  /** Checks the weight. */
  public Wae {
    new Settings().atLeast("lambda", lambda, 0.0).check();
  }

  /** A weight of 10. */
  public Wae() {
    this(10, Kernel.IMQ);
  }

  @Override
  public void check(LatentSpace codes, Settings conflicts) {
    CodeDraws.check(codes, "kernel", conflicts);
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    NDArray reconstruction = output.meanLogProbability(images).neg();
    NDArray discrepancy = CodeDraws.discrepancy(output, kernel);
    NDArray loss = reconstruction.add(discrepancy.mul(Scalars.like(discrepancy, lambda)));
    return new ObjectiveTerms(loss, reconstruction, output.kl());
  }
}
