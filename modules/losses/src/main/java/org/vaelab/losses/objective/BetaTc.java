package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Map;
import java.util.Objects;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;
import org.vaelab.losses.distribution.DiagonalGaussian;

/**
 * The evidence lower bound with its divergence taken apart, and each part with a weight of its own:
 * what a code says of its image, how far the dimensions depend on each other (the total
 * correlation), and how far each is from the prior.
 *
 * <p>Formula: {@code -log p(x|z) + alpha (log q(z|x) - log q(z)) + beta (log q(z) - sum_d log
 * q(z_d)) + gamma (sum_d log q(z_d) - log p(z))}, with one draw of z and the mixture {@code q(z)}
 * of all posteriors estimated from the batch.
 *
 * <p>Source: Chen, Li, Grosse and Duvenaud, Isolating Sources of Disentanglement in Variational
 * Autoencoders, 2018, equations 2 to 5.
 *
 * @param images N, how many images there are to learn from
 * @param beta the weight of the total correlation
 * @param alpha the weight of the mutual information of image and code
 * @param gamma the weight of the distance of each dimension from the prior
 * @param sampling how {@code q(z)} is estimated
 */
public record BetaTc(int images, double beta, double alpha, double gamma, BatchSampling sampling)
    implements Objective {
  private static final int[] POSTERIORS = {1};
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Checks the weights. */
  public BetaTc {
    new Settings()
        .atLeast("images", images, 1)
        .atLeast("beta", beta, 0.0)
        .atLeast("alpha", alpha, 0.0)
        .atLeast("gamma", gamma, 0.0)
        .check();
  }

  /**
   * A dearer total correlation, all else as in the bound.
   *
   * @param images N, how many images there are to learn from
   * @param beta the weight of the total correlation; the paper has 6 for small images of shapes
   */
  public BetaTc(int images, double beta) {
    this(images, beta, 1, 1, BatchSampling.WEIGHTED);
  }

  @Override
  public Map<String, Double> weights() {
    return Map.of("beta", beta);
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray x) {
    if (output.layers().size() > 1
        || !(output.layers().get(0).posterior() instanceof DiagonalGaussian posterior)) {
      throw new IllegalArgumentException(
          "beta-tc needs one layer of codes with a diagonal Gaussian");
    }
    NDArray z = output.layers().get(0).z();
    NDArray reconstruction = output.meanLogProbability(x).neg();
    NDArray own = output.logPosterior().squeeze(0);
    NDArray prior = output.logPrior().squeeze(0);
    Mixture mixture = mixture(posterior, z);
    NDArray information = own.sub(mixture.joint());
    NDArray correlation = mixture.joint().sub(mixture.product());
    NDArray distances = mixture.product().sub(prior);
    NDArray loss =
        reconstruction
            .add(information.mul(Scalars.like(z, alpha)))
            .add(correlation.mul(Scalars.like(z, beta)))
            .add(distances.mul(Scalars.like(z, gamma)));
    return new ObjectiveTerms(loss, reconstruction, output.kl());
  }

  /** {@code log q(z)} and {@code sum_d log q(z_d)} of each code, (B). */
  private record Mixture(NDArray joint, NDArray product) {}

  /** One dimension after the other: all at once would take B B Z numbers several times over. */
  private Mixture mixture(DiagonalGaussian posterior, NDArray z) {
    NDManager manager = z.getManager();
    int batch = Math.toIntExact(z.getShape().get(0));
    NDArray weights = sampling.logWeights(manager, batch, images, z.getDataType());
    NDArray joint = weights;
    NDArray product = null;
    for (int d = 0; d < z.getShape().get(1); d++) {
      try (NDManager scope = manager.newSubManager()) {
        NDIndex column = new NDIndex(":, " + d + ":" + (d + 1));
        NDArray densities =
            densities(
                z.get(scope, column),
                posterior.mean().get(scope, column),
                posterior.logVariance().get(scope, column));
        NDArray marginal = logSum(densities.add(weights));
        NDArray sum = product == null ? marginal : marginal.add(product);
        joint = densities.add(joint);
        sum.attach(manager);
        joint.attach(manager);
        product = sum;
      }
    }
    return new Mixture(logSum(joint), Objects.requireNonNull(product));
  }

  /** {@code log q(z_i | x_j)} of one dimension, (B, B), of columns (B, 1). */
  private static NDArray densities(NDArray z, NDArray mean, NDArray logVariance) {
    NDArray spread = logVariance.transpose();
    NDArray twice =
        z.sub(mean.transpose())
            .square()
            .mul(spread.neg().exp())
            .add(spread)
            .add(Scalars.like(z, LOG_TWO_PI));
    return twice.mul(Scalars.like(z, -0.5));
  }

  /** {@code log sum_j exp}, (B). */
  private static NDArray logSum(NDArray values) {
    NDArray largest = values.max(POSTERIORS, true).stopGradient();
    return values.sub(largest).exp().sum(POSTERIORS, true).log().add(largest).squeeze(1);
  }
}
