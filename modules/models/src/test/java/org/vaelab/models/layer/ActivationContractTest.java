package org.vaelab.models.layer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The activations of this project keep their promises, and the contract finds who does not. */
class ActivationContractTest extends ActivationContract {
  @Override
  protected List<Activation> samples() {
    return List.of(
        new Activation.Identity(),
        new Activation.Relu(),
        new Activation.LeakyRelu(0.2),
        new Activation.Elu(),
        new Activation.Gelu(),
        new Activation.Silu(),
        new Activation.Tanh(),
        new Activation.Sigmoid(),
        new Activation.Softplus());
  }

  /** Mixes the elements, changes its input and has no gradient. */
  record Wrong() implements Activation {
    @Override
    public NDArray apply(NDArray x) {
      return x.subi(x.mean()).stopGradient().sum(new int[] {0});
    }
  }

  @Test
  void theContractFindsWhatIsWrong() {
    Activation wrong = new Wrong();

    assertThatThrownBy(() -> shapeTypeAndManagerStay(wrong)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> eachElementIsForItselfAndTheInputStays(wrong))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> valuesAndGradientsAreFiniteAndThoseOfFiniteDifferences(wrong))
        .isNotNull();
  }
}
