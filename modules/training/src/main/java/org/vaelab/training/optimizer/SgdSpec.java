package org.vaelab.training.optimizer;

import ai.djl.training.tracker.Tracker;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;

/**
 * Stochastic gradient descent with momentum; a decay of the weights is added to their gradients.
 *
 * <p>Formula, for gradient g: {@code b = momentum b + g}, {@code w = w - rate b}; with Nesterov's
 * momentum {@code w = w - rate (g + momentum b)}.
 *
 * <p>Source: Sutskever et al., On the Importance of Initialization and Momentum in Deep Learning,
 * 2013, equations 1 and 3, as PyTorch writes them.
 *
 * @param learningRate of each step
 * @param momentum how much of the last step is kept
 * @param nesterov whether the gradient is corrected by the step that momentum takes anyway
 * @param weightDecay how much of a weight is added to its gradient
 * @param clipNorm the largest norm that all gradients together may have; null for any
 */
public record SgdSpec(
    double learningRate,
    double momentum,
    boolean nesterov,
    double weightDecay,
    @Nullable Double clipNorm)
    implements OptimizerSpec {
  /** Checks the ranges. */
  public SgdSpec {
    Settings settings =
        new Settings()
            .positive("learningRate", learningRate)
            .within("momentum", momentum, 0, 1)
            .require(!nesterov || momentum > 0, "nesterov", "needs a momentum > 0")
            .atLeast("weightDecay", weightDecay, 0.0);
    if (clipNorm != null) {
      settings.positive("clipNorm", clipNorm);
    }
    settings.check();
  }

  /** A rate of 0.001 and a momentum of 0.9. */
  public SgdSpec() {
    this(1e-3, 0.9, false, 0, null);
  }

  /** A buffer of zeros gives the first step what PyTorch's empty one does: the gradient itself. */
  @Override
  public FusedOptimizer create(Tracker rate) {
    boolean buffered = momentum > 0;
    String body =
        "torch._fused_sgd_(weights, gradients, "
            + (buffered ? "momentumBuffer" : "annotate(List[Tensor], [])")
            + ", weight_decay=weightDecay, momentum=momentum, lr=rate, dampening=0., nesterov="
            + (nesterov ? "True" : "False")
            + ", maximize=False, is_first_step=False)";
    return new FusedOptimizer(
        UpdateRule.of(
            "sgd",
            buffered ? List.of(new UpdateRule.State("momentumBuffer", false)) : List.of(),
            List.of("momentum", "weightDecay"),
            List.of(momentum, weightDecay),
            clipNorm,
            body),
        rate);
  }
}
