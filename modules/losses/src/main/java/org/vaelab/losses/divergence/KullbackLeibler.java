package org.vaelab.losses.divergence;

import ai.djl.ndarray.NDArray;
import org.vaelab.engine.Scalars;
import org.vaelab.losses.distribution.DiagonalGaussian;

/** Kullback-Leibler divergences in closed form, in nats per image. */
public final class KullbackLeibler {
  private KullbackLeibler() {}

  /**
   * KL(q || N(0, I)) {@code = 1/2 sum_d (m_d^2 + s_d^2 - 1 - log s_d^2)}, for each image.
   *
   * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix B.
   *
   * @param posterior q, over {@code (B, D)}
   * @return nats, shape {@code (B)}; never negative, up to rounding
   */
  public static NDArray fromStandardNormal(DiagonalGaussian posterior) {
    NDArray logVariance = posterior.logVariance();
    NDArray perDimension =
        posterior.mean().square().add(logVariance.exp()).sub(logVariance).sub(1f);
    NDArray sum = perDimension.sum(new int[] {1});
    return sum.mul(Scalars.like(sum, 0.5));
  }
}
