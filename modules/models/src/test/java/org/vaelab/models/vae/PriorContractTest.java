package org.vaelab.models.vae;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The priors of this project keep their promises, and the contract finds who does not. */
class PriorContractTest extends PriorContract {
  @Override
  protected List<PriorSpec> samples() {
    return List.of(new PriorSpec.StandardNormal(), new PriorSpec.Learned(), new PriorSpec.Label());
  }

  /** A dimension too many, and a promise of labels and of a learnt prior that it does not keep. */
  record Wrong() implements PriorSpec {
    @Override
    public Prior create(int latent, int classes) {
      return (parameterStore, manager, batch, labels, training) ->
          new org.vaelab.losses.distribution.StandardNormal(manager, new Shape(batch, latent + 1));
    }

    @Override
    public boolean needsLabels() {
      return true;
    }
  }

  @Test
  void theContractFindsWhatIsWrong() {
    PriorSpec wrong = new Wrong();

    assertThatThrownBy(() -> itGivesADistributionForEachCode(wrong))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> itDiffersByLabelWhereItSaysSo(wrong))
        .isInstanceOf(AssertionError.class);
  }
}
