package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.vaelab.engine.Scalars;
import org.vaelab.input.Settings;
import org.vaelab.losses.distribution.DiagonalGaussian;

/**
 * The evidence lower bound with codes whose covariance over the batch is held near the identity.
 *
 * <p>Formula: {@code -log p(x|z) + KL + a sum_{i != j} C_ij^2 + b sum_i (C_ii - 1)^2}, where C is
 * the covariance of the posterior means (DIP-VAE-I), or that plus the mean of the posterior
 * variances (DIP-VAE-II).
 *
 * <p>Source: Kumar, Sattigeri and Balakrishnan, Variational Inference of Disentangled Latent
 * Concepts from Unlabeled Observations, 2018, equations 6 and 7; covariances are divided by the
 * batch size, as in disentanglement_lib.
 *
 * @param form whose covariance C is
 * @param offDiagonal a
 * @param diagonal b
 */
public record Dip(DipForm form, double offDiagonal, double diagonal) implements Objective {
  private static final int[] BATCH = {0};

  /** Checks the weights. */
  public Dip {
    new Settings()
        .atLeast("offDiagonal", offDiagonal, 0.0)
        .atLeast("diagonal", diagonal, 0.0)
        .check();
  }

  /** DIP-VAE-I with weights of 10 and, ten times as much, 100. */
  public Dip() {
    this(DipForm.MEANS, 10, 100);
  }

  @Override
  public ObjectiveTerms terms(VaeOutput output, NDArray images) {
    if (output.layers().size() > 1
        || !(output.layers().get(0).posterior() instanceof DiagonalGaussian posterior)) {
      throw new IllegalArgumentException("dip needs one layer of codes with a diagonal Gaussian");
    }
    NDArray reconstruction = output.meanLogProbability(images).neg();
    NDArray kl = output.kl();
    NDArray price = price(posterior);
    return new ObjectiveTerms(reconstruction.add(kl).add(price), reconstruction, kl);
  }

  private NDArray price(DiagonalGaussian posterior) {
    NDArray mean = posterior.mean();
    NDManager manager = mean.getManager();
    int latent = Math.toIntExact(mean.getShape().get(1));
    NDArray identity = manager.eye(latent).toType(mean.getDataType(), false);
    NDArray rest = Scalars.like(identity, 1).sub(identity);
    NDArray centred = mean.sub(mean.mean(BATCH, true));
    NDArray size = Scalars.like(mean, (double) mean.getShape().get(0));
    NDArray covariance = centred.transpose().matMul(centred).div(size);
    if (form == DipForm.CODES) {
      NDArray variances = posterior.logVariance().exp().mean(BATCH, true);
      covariance = covariance.add(identity.mul(variances));
    }
    NDArray outside = covariance.mul(rest).square().sum();
    NDArray inside = covariance.sub(identity).mul(identity).square().sum();
    return outside
        .mul(Scalars.like(outside, offDiagonal))
        .add(inside.mul(Scalars.like(inside, diagonal)));
  }
}
