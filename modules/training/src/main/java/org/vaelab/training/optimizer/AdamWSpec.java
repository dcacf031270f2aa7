package org.vaelab.training.optimizer;

import ai.djl.training.tracker.Tracker;
import org.jspecify.annotations.Nullable;

/**
 * Adam whose weights decay by themselves, apart from their gradients.
 *
 * <p>Formula: Adam's, and {@code w = w - rate weightDecay w} before it.
 *
 * <p>Source: Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019, algorithm 2.
 *
 * @param learningRate alpha
 * @param beta1 how much of the first moment is kept each step
 * @param beta2 how much of the second moment is kept each step
 * @param epsilon keeps the division finite
 * @param weightDecay how much of a weight is taken off it each step, times the rate
 * @param clipNorm the largest norm that all gradients together may have; null for any
 */
public record AdamWSpec(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    @Nullable Double clipNorm)
    implements OptimizerSpec {
  /** Checks the ranges. */
  public AdamWSpec {
    AdamRule.check(learningRate, beta1, beta2, epsilon, weightDecay, clipNorm);
  }

  /** PyTorch's defaults. */
  public AdamWSpec() {
    this(1e-3);
  }

  /**
   * PyTorch's defaults but for the rate.
   *
   * @param learningRate alpha
   */
  public AdamWSpec(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8, 0.01, null);
  }

  @Override
  public FusedOptimizer create(Tracker rate) {
    return AdamRule.optimizer("adamw", beta1, beta2, epsilon, weightDecay, clipNorm, rate);
  }
}
