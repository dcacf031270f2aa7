package org.vaelab.training;

import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.Settings;

/**
 * Adam with bias correction.
 *
 * <p>Source: Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015, algorithm 1.
 *
 * @param learningRate alpha
 * @param beta1 how much of the first moment is kept each step
 * @param beta2 how much of the second moment is kept each step
 * @param epsilon keeps the division finite
 * @param clipNorm the largest norm that all gradients together may have; null for any
 */
public record AdamSpec(
    double learningRate, double beta1, double beta2, double epsilon, @Nullable Double clipNorm)
    implements OptimizerSpec {
  /** Checks the ranges. */
  public AdamSpec {
    Settings settings =
        new Settings()
            .positive("learningRate", learningRate)
            .within("beta1", beta1, 0, 1)
            .within("beta2", beta2, 0, 1)
            .positive("epsilon", epsilon);
    if (clipNorm != null) {
      settings.positive("clipNorm", clipNorm);
    }
    settings.check();
  }

  /** The paper's defaults. */
  public AdamSpec() {
    this(1e-3, 0.9, 0.999, 1e-8, null);
  }

  @Override
  public Optimizer create(Tracker rate) {
    return Adam.builder()
        .optLearningRateTracker(rate)
        .optBeta1((float) beta1)
        .optBeta2((float) beta2)
        .optEpsilon((float) epsilon)
        .build();
  }
}
