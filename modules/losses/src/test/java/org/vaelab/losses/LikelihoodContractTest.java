package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.FullCovarianceSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.OptimalSigma;
import org.vaelab.losses.distribution.PixelSigma;
import org.vaelab.losses.distribution.SharedSigma;
import org.vaelab.losses.distribution.SigmaSpec;

/** The likelihoods of this project keep their promises, and the contract finds who does not. */
class LikelihoodContractTest extends LikelihoodContract {
  private static final ImageShape IMAGE = new ImageShape(2, 2, 2);

  /** In a fixed order, so that a test has the same name in every Java machine. */
  private static final Map<SigmaSpec, Integer> SIGMAS = new LinkedHashMap<>();

  static {
    SIGMAS.put(new FixedSigma(0.5), 1);
    SIGMAS.put(new PixelSigma(), 2);
    SIGMAS.put(new PixelSigma(new ExpScale()), 2);
    SIGMAS.put(new SharedSigma(), 1);
    SIGMAS.put(new OptimalSigma(), 1);
    SIGMAS.put(new FullCovarianceSigma(), 1);
    SIGMAS.put(new FullCovarianceSigma(0.1, false), 1);
  }

  @Override
  protected List<LikelihoodSpec> samples() {
    return Stream.concat(
            Stream.<LikelihoodSpec>of(new BernoulliLikelihoodSpec()),
            SIGMAS.keySet().stream()
                .flatMap(
                    sigma ->
                        Arrays.stream(MeanActivation.values())
                            .map(mean -> new GaussianLikelihoodSpec(sigma, mean))))
        .toList();
  }

  /** exp without a floor overflows by nature; the other ways do not. */
  @Override
  protected float extreme(LikelihoodSpec spec) {
    return spec.equals(exp(MeanActivation.IDENTITY)) || spec.equals(exp(MeanActivation.SIGMOID))
        ? 50
        : 1000;
  }

  private static LikelihoodSpec exp(MeanActivation mean) {
    return new GaussianLikelihoodSpec(new PixelSigma(new ExpScale()), mean);
  }

  /** One number for all images, and an array that stays with the weights. */
  record Wrong() implements LikelihoodSpec {
    @Override
    public Likelihood create(ImageShape image) {
      return (output, training) -> new Shared(output);
    }

    @Override
    public boolean unitInterval() {
      return true;
    }

    @Override
    public boolean hasCovariance() {
      return true;
    }
  }

  record Shared(NDArray mean) implements Distribution {
    @Override
    public NDArray logProbability(NDArray x) {
      return mean.stopGradient().sub(x).square().sum().sqrt();
    }

    @Override
    public NDArray sample() {
      return mean;
    }

    @Override
    public Shape shape() {
      return mean.getShape();
    }
  }

  @Test
  void theContractFindsWhatIsWrong() {
    LikelihoodSpec wrong = new Wrong();

    assertThatThrownBy(() -> oneNumberAnImageInTheTypeOfTheOutput(wrong))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> meansAreInTheUnitIntervalWhereItAsksForIt(wrong))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> gradientsAreThoseOfFiniteDifferences(wrong)).isNotNull();
    assertThatThrownBy(() -> aCovarianceIsGivenWhereItIsPromised(wrong))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void planesAreThoseOfTheSigma() {
    SIGMAS.forEach(
        (sigma, planes) ->
            assertThat(new GaussianLikelihoodSpec(sigma, MeanActivation.IDENTITY).planes())
                .isEqualTo(planes));
    assertThat(new BernoulliLikelihoodSpec().planes()).isEqualTo(1);
  }

  @Test
  void theInitialVarianceIsOne() {
    NDManager manager = ComputeEngine.start().newManager(Device.cpu());
    NDArray output = manager.zeros(IMAGE.batch(1));
    NDArray images = manager.ones(IMAGE.batch(1));
    float expected = (float) (-0.5 * 8 * (Math.log(2 * Math.PI) + 1));
    for (SigmaSpec sigma :
        List.of(
            new FixedSigma(), new SharedSigma(), new OptimalSigma(), new FullCovarianceSigma())) {
      Likelihood likelihood = sigma.create(IMAGE, MeanActivation.IDENTITY);
      likelihood.block().initialize(manager, DataType.FLOAT32, output.getShape());
      assertThat(likelihood.create(output, false).logProbability(images).getFloat(0))
          .isCloseTo(expected, within(1e-5f));
    }
    manager.close();
  }
}
