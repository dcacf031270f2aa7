package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.input.ImageShape;
import org.vaelab.losses.distribution.ExpScale;
import org.vaelab.losses.distribution.FixedSigma;
import org.vaelab.losses.distribution.FullCovarianceLikelihood;
import org.vaelab.losses.distribution.FullCovarianceSigma;
import org.vaelab.losses.distribution.GaussianLikelihoodSpec;
import org.vaelab.losses.distribution.Likelihood;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.OptimalSigma;
import org.vaelab.losses.distribution.OptimalVarianceLikelihood;
import org.vaelab.losses.distribution.PixelSigma;
import org.vaelab.losses.distribution.SharedSigma;
import org.vaelab.losses.distribution.SigmaSpec;
import org.vaelab.losses.distribution.SoftplusScale;

/** Every Gaussian likelihood and its gradients against PyTorch; see src/test/python. */
class LikelihoodFixtureTest {
  private static final ImageShape IMAGE = new ImageShape(2, 2, 3);
  private static final Map<String, SigmaSpec> SIGMAS =
      Map.of(
          "fixed", new FixedSigma(0.3),
          "pixelExp", new PixelSigma(new ExpScale()),
          "pixelSoftplus", new PixelSigma(new SoftplusScale()),
          "shared", new SharedSigma(),
          "optimal", new OptimalSigma(),
          "full", new FullCovarianceSigma(),
          "fullUnnormalised", new FullCovarianceSigma(1e-3, false));

  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String sigma : SIGMAS.keySet()) {
      for (MeanActivation mean : MeanActivation.values()) {
        cases.add(Arguments.of(DataType.FLOAT32, sigma, mean));
        cases.add(Arguments.of(DataType.FLOAT64, sigma, mean));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueAndGradients(DataType type, String sigma, MeanActivation mean) {
    String word = mean == MeanActivation.IDENTITY ? "Identity" : "Sigmoid";
    GaussianLikelihoodSpec spec = new GaussianLikelihoodSpec(SIGMAS.get(sigma), mean);
    Likelihood likelihood = spec.create(IMAGE);
    NDArray output = fixture.leaf(spec.planes() == 2 ? "two" : "one", type);
    NDArray images = fixture.get(mean == MeanActivation.IDENTITY ? "pixels" : "grey", type);
    likelihood.block().initialize(fixture.manager, type, output.getShape());
    setParameters(likelihood, word, type);

    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray value = likelihood.create(output, true).logProbability(images);
      fixture.check(type, sigma + word, value);
      collector.backward(value.mean());
    }
    fixture.check(type, sigma + word + "GradientOutput", output.getGradient());
    if (sigma.equals("shared")) {
      NDArray parameter = likelihood.block().getParameters().get("logVariance").getArray();
      fixture.check(type, "shared" + word + "GradientParameter", parameter.getGradient());
    }
    if (likelihood instanceof OptimalVarianceLikelihood optimal) {
      evaluationUsesTheFittedVariance(type, optimal, output, images, word);
    }
  }

  private void setParameters(Likelihood likelihood, String word, DataType type) {
    if (likelihood instanceof FullCovarianceLikelihood full) {
      NDArray residuals = fixture.get("residuals" + word, DataType.FLOAT64);
      full.fit(full.residualStatistic(residuals), 40);
    } else if (likelihood.block().getParameters().contains("logVariance")
        && likelihood.fitted().isEmpty()) {
      likelihood
          .block()
          .getParameters()
          .get("logVariance")
          .getArray()
          .addi(fixture.get("shared", type));
    }
  }

  /** The optimum of five images is what a fit to the same five gives. */
  private void evaluationUsesTheFittedVariance(
      DataType type,
      OptimalVarianceLikelihood likelihood,
      NDArray output,
      NDArray images,
      String word) {
    NDArray residuals = images.sub(likelihood.create(output, false).mean());
    likelihood.fit(likelihood.residualStatistic(residuals), 5);

    NDArray stored = likelihood.block().getParameters().get("logVariance").getArray();
    assertThat(stored.toType(DataType.FLOAT64, false).getDouble(0))
        .isCloseTo(
            fixture.get("optimalLogVariance" + word, DataType.FLOAT64).getDouble(), within(1e-6));
    fixture.check(type, "optimal" + word, likelihood.create(output, false).logProbability(images));
  }
}
