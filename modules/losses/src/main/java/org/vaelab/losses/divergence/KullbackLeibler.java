package org.vaelab.losses.divergence;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.vaelab.engine.Scalars;
import org.vaelab.engine.TorchFunction;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.StandardNormal;

/** Kullback-Leibler divergences in closed form, in nats. */
public final class KullbackLeibler {
  private static final String CLIP = "return torch.clamp(v, -1e-10, 100.)";

  private KullbackLeibler() {}

  /**
   * KL(q || p) for each image, summed over dimensions; see {@link #perDimension} for the formulas.
   *
   * @param posterior q, over {@code (B, Z)}
   * @param prior p, over {@code (B, Z)}: a standard normal or a diagonal Gaussian
   * @return nats, shape {@code (B)}; never negative, up to rounding
   * @throws IllegalArgumentException when there is no closed form for that prior
   */
  public static NDArray between(DiagonalGaussian posterior, Distribution prior) {
    NDArray sum = twice(posterior, prior).sum(new int[] {1});
    return sum.mul(Scalars.like(sum, 0.5));
  }

  /**
   * KL(q || p) of each latent dimension.
   *
   * <p>Formula, for the standard normal: {@code 1/2 (m_d^2 + s_d^2 - 1 - log s_d^2)}; for a
   * diagonal Gaussian with mean {@code M} and variance {@code S^2}: {@code 1/2 (log S_d^2 - log
   * s_d^2 + (s_d^2 + (m_d - M_d)^2) / S_d^2 - 1)}.
   *
   * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix B; for two
   * Gaussians: Doersch, Tutorial on Variational Autoencoders, 2016, equation 6.
   *
   * @param posterior q, over {@code (B, Z)}
   * @param prior p, over {@code (B, Z)}: a standard normal or a diagonal Gaussian
   * @return nats, shape {@code (B, Z)}
   * @throws IllegalArgumentException when there is no closed form for that prior
   */
  public static NDArray perDimension(DiagonalGaussian posterior, Distribution prior) {
    NDArray twice = twice(posterior, prior);
    return twice.mul(Scalars.like(twice, 0.5));
  }

  /**
   * KL(q || N(0, I)) {@code = 1/2 sum_d (m_d^2 + s_d^2 - 1 - log s_d^2)}, for each image.
   *
   * <p>Source: Kingma and Welling, Auto-Encoding Variational Bayes, 2014, appendix B.
   *
   * @param posterior q, over {@code (B, D)}
   * @return nats, shape {@code (B)}; never negative, up to rounding
   */
  public static NDArray fromStandardNormal(DiagonalGaussian posterior) {
    NDArray sum = twiceFromStandardNormal(posterior).sum(new int[] {1});
    return sum.mul(Scalars.like(sum, 0.5));
  }

  /**
   * As {@link #fromStandardNormal}, but with the log-variance clipped to [-1e-10, 100]: a mistake
   * that was published with pictures, kept so that they can be made again. Variances below 1 cost
   * nothing and have no gradient, so that the posterior may shrink to a point.
   *
   * @param posterior q, over {@code (B, D)}
   * @return nats, shape {@code (B)}; not a divergence
   */
  public static NDArray fromStandardNormalClipped(DiagonalGaussian posterior) {
    NDArray clipped =
        TorchFunction.of("clipLogVariance", List.of("v"), CLIP).apply(posterior.logVariance());
    return fromStandardNormal(new DiagonalGaussian(posterior.mean(), clipped));
  }

  private static NDArray twice(DiagonalGaussian posterior, Distribution prior) {
    if (prior instanceof StandardNormal) {
      return twiceFromStandardNormal(posterior);
    }
    if (prior instanceof DiagonalGaussian gaussian) {
      return twiceFromGaussian(posterior, gaussian);
    }
    throw new IllegalArgumentException(
        "no closed form of the divergence from " + prior.getClass().getSimpleName());
  }

  private static NDArray twiceFromStandardNormal(DiagonalGaussian posterior) {
    NDArray logVariance = posterior.logVariance();
    NDArray one = Scalars.like(logVariance, 1);
    return posterior.mean().square().add(logVariance.exp()).sub(logVariance).sub(one);
  }

  private static NDArray twiceFromGaussian(DiagonalGaussian posterior, DiagonalGaussian prior) {
    NDArray logRatio = posterior.logVariance().sub(prior.logVariance()); // log s^2/S^2
    NDArray distance =
        posterior.mean().sub(prior.mean()).square().mul(prior.logVariance().neg().exp());
    return distance.add(logRatio.exp()).sub(logRatio).sub(Scalars.like(logRatio, 1));
  }
}
