package org.vaelab.training.optimizer;

import ai.djl.training.tracker.Tracker;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.input.Settings;

/** What Adam and AdamW share: their numbers and their update, but for where the weights decay. */
final class AdamRule {
  private static final List<UpdateRule.State> STATES =
      List.of(
          new UpdateRule.State("firstMoment", false),
          new UpdateRule.State("secondMoment", false),
          new UpdateRule.State("step", true));

  private AdamRule() {}

  static void check(
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      @Nullable Double clipNorm) {
    Settings settings =
        new Settings()
            .positive("learningRate", learningRate)
            .within("beta1", beta1, 0, 1)
            .within("beta2", beta2, 0, 1)
            .positive("epsilon", epsilon)
            .atLeast("weightDecay", weightDecay, 0.0);
    if (clipNorm != null) {
      settings.positive("clipNorm", clipNorm);
    }
    settings.check();
  }

  /** {@code kernel} is PyTorch's: adam or adamw. */
  static FusedOptimizer optimizer(
      String kernel,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      @Nullable Double clipNorm,
      Tracker rate) {
    String body =
        "torch._foreach_add_(step, 1)\n"
            + "torch._fused_"
            + kernel
            + "_(weights, gradients, firstMoment, secondMoment, annotate(List[Tensor], []), step, "
            + "lr=rate, beta1=beta1, beta2=beta2, weight_decay=weightDecay, eps=epsilon, "
            + "amsgrad=False, maximize=False)";
    UpdateRule rule =
        UpdateRule.of(
            kernel,
            STATES,
            List.of("beta1", "beta2", "epsilon", "weightDecay"),
            List.of(beta1, beta2, epsilon, weightDecay),
            clipNorm,
            body);
    return new FusedOptimizer(rule, rate);
  }
}
