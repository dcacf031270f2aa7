package org.vaelab.losses.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.vaelab.input.InvalidSettingsException;

/** The defaults, words and limits of the choice of p(x|z). */
class LikelihoodSpecTest {
  @Test
  void defaults() {
    assertThat(new GaussianLikelihoodSpec())
        .isEqualTo(new GaussianLikelihoodSpec(new FixedSigma(1), MeanActivation.SIGMOID));
    assertThat(new PixelSigma()).isEqualTo(new PixelSigma(new SoftplusScale(0.01)));
    assertThat(new FullCovarianceSigma()).isEqualTo(new FullCovarianceSigma(1e-3, true));
  }

  @Test
  void aFloorThatMakesTestLossesUselessIsSaid() {
    for (Scale scale : List.of(new SoftplusScale(), new SoftplusScale(9e-4), new ExpScale())) {
      assertThat(new GaussianLikelihoodSpec(new PixelSigma(scale), MeanActivation.SIGMOID).advice())
          .get(InstanceOfAssertFactories.STRING)
          .startsWith("sigma.scale.floor is " + scale.floor() + ": with less than 0.001 the");
    }
    for (SigmaSpec sigma :
        List.of(new PixelSigma(), new PixelSigma(new ExpScale(1e-3)), new FixedSigma())) {
      assertThat(new GaussianLikelihoodSpec(sigma, MeanActivation.SIGMOID).advice()).isEmpty();
    }
    assertThat(new BernoulliLikelihoodSpec().advice()).isEmpty();
  }

  @Test
  void words() {
    assertThat(MeanActivation.values())
        .extracting(Object::toString)
        .containsExactly("identity", "sigmoid");
  }

  @Test
  void everyFaultIsNamed() {
    assertThatThrownBy(() -> new FixedSigma(0))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("value must be >= 1.0E-6, was 0");
    assertThatThrownBy(() -> new FullCovarianceSigma(-1, true))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("ridge must be > 0, was -1");
  }
}
