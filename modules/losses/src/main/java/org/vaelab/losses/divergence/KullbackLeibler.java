package org.vaelab.losses.divergence;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.vaelab.engine.TorchFunction;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;

/**
 * Kullback-Leibler divergences in nats: in closed form where two distributions know one ({@link
 * Distribution#divergenceFrom}), or else estimated from one draw of the posterior, {@code log q(z)
 * - log p(z)}, which is right on average and may be negative.
 */
public final class KullbackLeibler {
  private static final String CLIP = "return torch.clamp(v, -1e-10, 100.)";

  private KullbackLeibler() {}

  /**
   * KL(q || p) for each image, summed over dimensions.
   *
   * @param posterior q, over {@code (B, Z)}
   * @param prior p, over {@code (B, Z)}
   * @return nats, shape {@code (B)}
   */
  public static NDArray between(Distribution posterior, Distribution prior) {
    return posterior
        .divergenceFrom(prior)
        .map(each -> each.sum(new int[] {1}))
        .orElseGet(() -> estimate(posterior, prior));
  }

  /**
   * KL(q || p) of each latent dimension. Without a closed form, dimensions may depend on each other
   * and have no divergence of their own: the estimate is then given as that of one dimension.
   *
   * @param posterior q, over {@code (B, Z)}
   * @param prior p, over {@code (B, Z)}
   * @return nats, shape {@code (B, Z)}, or {@code (B, 1)}
   */
  public static NDArray perDimension(Distribution posterior, Distribution prior) {
    return posterior
        .divergenceFrom(prior)
        .orElseGet(() -> estimate(posterior, prior).expandDims(1));
  }

  private static NDArray estimate(Distribution posterior, Distribution prior) {
    NDArray z = posterior.sample();
    return posterior.logProbability(z).sub(prior.logProbability(z));
  }

  /**
   * The posterior with its log-variance clipped to [-1e-10, 100]: a mistake that was published with
   * pictures, kept so that they can be made again. From a standard normal, variances below 1 then
   * cost nothing and have no gradient, so that the posterior may shrink to a point.
   *
   * @param posterior q, over {@code (B, D)}
   * @return a distribution whose divergence is minimised in place of q's
   */
  public static DiagonalGaussian clipped(DiagonalGaussian posterior) {
    NDArray clipped =
        TorchFunction.of("clipLogVariance", List.of("v"), CLIP).apply(posterior.logVariance());
    return new DiagonalGaussian(posterior.mean(), clipped);
  }
}
