package org.vaelab.training.optimizer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.training.tracker.Tracker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The optimizers of this project keep their promises, and the contract finds who does not. */
class OptimizerContractTest extends OptimizerContract {
  @Override
  protected List<OptimizerSpec> samples() {
    return List.of(
        new AdamSpec(0.01),
        new AdamSpec(0.02, 0.8, 0.99, 1e-3, 0.1, 0.5),
        new AdamWSpec(0.02),
        new SgdSpec(0.05, 0, false, 0, null),
        new SgdSpec(0.02, 0.9, true, 0, null),
        new Descent(0.1));
  }

  /** The example of {@link OptimizerSpec}. */
  record Descent(double learningRate) implements OptimizerSpec {
    @Override
    public FusedOptimizer create(Tracker rate) {
      UpdateRule rule =
          UpdateRule.of(
              "descent",
              List.of(),
              List.of(),
              List.of(),
              null,
              "torch._foreach_add_(weights, torch._foreach_mul(gradients, -rate))");
      return new FusedOptimizer(rule, rate);
    }
  }

  /** Goes up, by steps that know no rate. */
  record Wrong(double learningRate) implements OptimizerSpec {
    @Override
    public FusedOptimizer create(Tracker rate) {
      UpdateRule rule =
          UpdateRule.of(
              "wrong",
              List.of(),
              List.of(),
              List.of(),
              null,
              "torch._foreach_add_(weights, gradients)");
      return new FusedOptimizer(rule, rate);
    }
  }

  @Test
  void theContractFindsWhatIsWrong() {
    OptimizerSpec wrong = new Wrong(0.1);

    assertThatThrownBy(() -> itDescends(wrong)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> aRateOfZeroMovesNothing(wrong)).isInstanceOf(AssertionError.class);
  }
}
