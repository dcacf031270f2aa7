package org.vaelab.losses.objective;

import ai.djl.ndarray.NDArray;

/**
 * What importance bounds make of the log weights {@code log p(x, z_l) - log q(z_l|x)} of L samples
 * ({@link VaeOutput#logWeights}). The largest is taken out before anything is raised to a power, so
 * that weights of any size stay finite.
 */
public final class ImportanceWeights {
  private static final int[] SAMPLES = {0};

  private ImportanceWeights() {}

  /**
   * {@code log 1/L sum_l exp(w_l)}, which estimates {@code log p(x)} from below.
   *
   * <p>Source: Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, 2016, equation 8.
   *
   * @param logWeights w, shape {@code (L, ...)}
   * @return nats, shape {@code (...)}
   */
  public static NDArray logMean(NDArray logWeights) {
    NDArray largest = logWeights.max(SAMPLES, true).stopGradient();
    NDArray mean = logWeights.sub(largest).exp().mean(SAMPLES);
    return mean.log().add(largest.squeeze(0));
  }

  /**
   * {@code exp(w_l) / sum_k exp(w_k)}, the share of each sample in the gradient of {@link
   * #logMean}; constants for the backward pass.
   *
   * <p>Source: Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, 2016, equation
   * 14.
   *
   * @param logWeights w, shape {@code (L, ...)}
   * @return shape {@code (L, ...)}, with the sum 1 over samples
   */
  public static NDArray normalized(NDArray logWeights) {
    return logWeights.stopGradient().softmax(0);
  }
}
