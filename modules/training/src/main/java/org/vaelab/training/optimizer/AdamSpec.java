package org.vaelab.training.optimizer;

import ai.djl.training.tracker.Tracker;
import org.jspecify.annotations.Nullable;

/**
 * Adam with bias correction; a decay of the weights is added to their gradients.
 *
 * <p>Formula, for gradient g: {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + (1 - b2) g^2},
 * {@code w = w - rate m' / (sqrt(v') + epsilon)} with {@code m' = m / (1 - b1^t)} and {@code v' = v
 * / (1 - b2^t)}.
 *
 * <p>Source: Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015, algorithm 1.
 *
 * @param learningRate alpha
 * @param beta1 how much of the first moment is kept each step
 * @param beta2 how much of the second moment is kept each step
 * @param epsilon keeps the division finite
 * @param weightDecay how much of a weight is added to its gradient
 * @param clipNorm the largest norm that all gradients together may have; null for any
 */
public record AdamSpec(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    @Nullable Double clipNorm)
    implements OptimizerSpec {
  /** Checks the ranges. */
  public AdamSpec {
    AdamRule.check(learningRate, beta1, beta2, epsilon, weightDecay, clipNorm);
  }

  /** The paper's defaults. */
  public AdamSpec() {
    this(1e-3);
  }

  /**
   * The paper's defaults but for the rate.
   *
   * @param learningRate alpha
   */
  public AdamSpec(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8, 0, null);
  }

  @Override
  public FusedOptimizer create(Tracker rate) {
    return AdamRule.optimizer("adam", beta1, beta2, epsilon, weightDecay, clipNorm, rate);
  }
}
