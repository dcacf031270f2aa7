package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.Scalars;
import org.vaelab.losses.divergence.Kernel;
import org.vaelab.losses.objective.BatchSampling;
import org.vaelab.losses.objective.BetaTc;
import org.vaelab.losses.objective.Capacity;
import org.vaelab.losses.objective.Ciwae;
import org.vaelab.losses.objective.Dip;
import org.vaelab.losses.objective.DipForm;
import org.vaelab.losses.objective.Dreg;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.Info;
import org.vaelab.losses.objective.Iwae;
import org.vaelab.losses.objective.KlForm;
import org.vaelab.losses.objective.Miwae;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.Piwae;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.losses.objective.Wae;
import org.vaelab.losses.schedule.CyclicalWarmUp;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.losses.schedule.Progress;

/** The objectives of this project keep their promises, and the contract finds who does not. */
class ObjectiveContractTest extends ObjectiveContract {
  @Override
  protected List<Objective> samples() {
    return List.of(
        new Elbo(),
        new Elbo(4, new LinearWarmUp(2), 0, 1, KlForm.EXACT, 0.5),
        new Elbo(1, new NoWarmUp(), 0.75, 1, KlForm.EXACT, 1),
        new Elbo(1, new NoWarmUp(), 0, 3, KlForm.EXACT, 1),
        new Elbo(2, new NoWarmUp(), 0, 2, KlForm.CLIPPED_LOG_VARIANCE, 0.5),
        new Elbo(2, new CyclicalWarmUp(3), 0, 1, KlForm.EXACT, 1),
        new Iwae(1),
        new Iwae(3),
        new Dreg(3),
        new Miwae(4, 2),
        new Piwae(4, 2),
        new Ciwae(3, 0.25),
        new Dip(DipForm.MEANS, 3, 7),
        new Dip(DipForm.CODES, 3, 7),
        new BetaTc(20, 4, 0.5, 2, BatchSampling.WEIGHTED),
        new BetaTc(20, 4, 0.5, 2, BatchSampling.STRATIFIED),
        new Info(30, 0.25, Kernel.RBF),
        new Wae(10, Kernel.IMQ),
        new Capacity(3, 0.5, new NoWarmUp()),
        new Capacity(2, 9, new LinearWarmUp(4)));
  }

  /** A mean where one number per image is asked for, and promises that it does not keep. */
  record Wrong() implements Objective {
    @Override
    public ObjectiveTerms terms(VaeOutput output, NDArray images) {
      NDArray reconstruction = output.meanLogProbability(images);
      NDArray kl = output.kl();
      NDArray loss = reconstruction.mul(reconstruction).add(kl).stopGradient();
      return new ObjectiveTerms(loss.mean(), reconstruction, kl.mul(Scalars.like(kl, 2)));
    }

    @Override
    public boolean followsFromMeans() {
      return true;
    }

    @Override
    public double loss(double reconstruction, double kl) {
      return reconstruction + kl;
    }

    @Override
    public boolean scheduled() {
      return true;
    }

    @Override
    public Objective at(Progress progress) {
      return this;
    }
  }

  @Test
  void theContractFindsWhatIsWrong() {
    Objective wrong = new Wrong();

    assertThatThrownBy(() -> eachTermIsOneFiniteNumberPerImage(wrong))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> theTermsAreThoseOfTheOutput(wrong)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> gradientsAreThoseOfFiniteDifferences(wrong)).isNotNull();
    assertThatThrownBy(() -> aStepHasNothingScheduledAnyMore(wrong))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> theLossFollowsFromTheMeansWhereItSaysSo(wrong))
        .isInstanceOf(AssertionError.class);
  }
}
