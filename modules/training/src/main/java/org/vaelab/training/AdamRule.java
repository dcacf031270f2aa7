package org.vaelab.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The update that Adam and AdamW share; they differ in where the weights decay. */
final class AdamRule {
  private static final List<UpdateRule.State> STATES =
      List.of(
          new UpdateRule.State("firstMoment", false),
          new UpdateRule.State("secondMoment", false),
          new UpdateRule.State("step", true));

  private AdamRule() {}

  static UpdateRule of(
      String kernel,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      @Nullable Double clipNorm) {
    String body =
        "torch._foreach_add_(step, 1)\n"
            + "torch."
            + kernel
            + "(weights, gradients, firstMoment, secondMoment, annotate(List[Tensor], []), step, "
            + "lr=rate, beta1=beta1, beta2=beta2, weight_decay=weightDecay, eps=epsilon, "
            + "amsgrad=False, maximize=False)";
    return UpdateRule.of(
        kernel,
        STATES,
        List.of("beta1", "beta2", "epsilon", "weightDecay"),
        List.of(beta1, beta2, epsilon, weightDecay),
        clipNorm,
        body);
  }
}
