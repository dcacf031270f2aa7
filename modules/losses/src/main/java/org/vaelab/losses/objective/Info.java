package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;
import org.vaelab.losses.divergence.Kernel;

/**
 * The bound of the InfoVAE, which asks less of each posterior and more of all together.
 *
 * <p>Formula: {@code -log p(x|z) + (1 - alpha) KL(q(z|x) || p(z)) + (alpha + lambda - 1) MMD(q(z),
 * p(z))}, with the squared discrepancy of the batch's codes from as many draws of the prior. With
 * alpha 0 and lambda 1 it is the evidence lower bound, with alpha 1 the MMD-VAE.
 *
 * <p>Source: Zhao, Song and Ermon, InfoVAE: Information Maximizing Variational Autoencoders, 2017,
 * equation 6 and section 4.
 *
 * @param lambda of all codes together, at least {@code 1 - alpha}
 * @param alpha of how much an image's code says of it; at most 1
 * @param kernel of the discrepancy
 */
public record Info(double lambda, double alpha, Kernel kernel) implements Objective {
  /** Checks that no term has a negative weight. */
  public Info {
    new Settings()
        .require(alpha <= 1, "alpha", "must be <= 1, was " + alpha)
        .require(
            alpha + lambda >= 1,
            "lambda",
            "must be >= 1 - alpha = " + (1 - alpha) + ", was " + lambda)
        .check();
  }

  /**
   * The evidence lower bound with a discrepancy beside it, of the paper's own kernel.
   *
   * @param lambda its weight is {@code lambda - 1}
   */
  public Info(double lambda) {
    this(lambda, 0, Kernel.RBF);
  }

  @Override
  public void check(LatentSpace codes, Settings conflicts) {
    CodeDraws.check(codes, "kernel", conflicts);
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    NDArray reconstruction = output.meanLogProbability(images).neg();
    NDArray kl = output.kl();
    NDArray discrepancy = CodeDraws.discrepancy(output, kernel);
    NDArray loss =
        reconstruction
            .add(kl.mul(Scalars.like(kl, 1 - alpha)))
            .add(discrepancy.mul(Scalars.like(discrepancy, alpha + lambda - 1)));
    return new ObjectiveTerms(loss, reconstruction, kl);
  }
}
