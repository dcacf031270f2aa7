package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.Categorical;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.FullCovarianceGaussian;
import org.vaelab.losses.distribution.OptimalVarianceGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.divergence.KullbackLeibler;

/** What every distribution promises. */
class DistributionContractTest {
  private static final int DRAWS = 100_000;
  private static final Map<Class<?>, Function<NDManager, Distribution>> SAMPLES =
      Map.of(
          Bernoulli.class,
          manager -> new Bernoulli(repeated(manager, -3f, 0.5f, 2f)),
          Categorical.class,
          manager -> new Categorical(repeated(manager, -3f, 0.5f, 2f)),
          DiagonalGaussian.class,
          manager ->
              new DiagonalGaussian(repeated(manager, -1f, 0f, 2f), repeated(manager, -4f, 0f, 1f)),
          FullCovarianceGaussian.class,
          manager ->
              new FullCovarianceGaussian(
                  repeated(manager, -1f, 0f, 2f), whitening(manager), manager.create(0f), true),
          OptimalVarianceGaussian.class,
          manager ->
              new OptimalVarianceGaussian(repeated(manager, -1f, 0f, 2f), manager.create(-1f)),
          StandardNormal.class,
          manager -> new StandardNormal(manager, new Shape(DRAWS, 3)));

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  static List<Class<?>> distributions() {
    return SAMPLES.keySet().stream().sorted(Comparator.comparing(Class::getName)).toList();
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void samplesHaveTheMean(Class<?> type) {
    engine.seed(1);
    Distribution distribution = SAMPLES.get(type).apply(manager);

    float[] sampled = distribution.sample().mean(new int[] {0}).toFloatArray();

    assertThat(sampled).containsExactly(distribution.mean().get(0).toFloatArray(), within(0.03f));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void logProbabilityIsOneNumberAnImage(Class<?> type) {
    Distribution distribution = SAMPLES.get(type).apply(manager);

    NDArray logProbability = distribution.logProbability(distribution.sample());

    assertThat(logProbability.getShape()).isEqualTo(new Shape(DRAWS));
    assertThat(logProbability.isNaN().any().getBoolean()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void aSeedGivesTheSameSampleAgain(Class<?> type) {
    Distribution distribution = SAMPLES.get(type).apply(manager);
    engine.seed(7);
    float[] first = distribution.sample().toFloatArray();
    engine.seed(7);

    assertThat(distribution.sample().toFloatArray()).isEqualTo(first);
  }

  /** W of S = L L^T for L = ((1, 0, 0), (1, 1, 0), (0, 0, 1/2)), worked out by hand. */
  @Test
  void imagesOfAFullCovarianceVaryTogether() {
    engine.seed(5);
    Distribution distribution = SAMPLES.get(FullCovarianceGaussian.class).apply(manager);

    NDArray deviation = distribution.sample().sub(distribution.mean());
    NDArray covariance = deviation.transpose().matMul(deviation).div(DRAWS);

    assertThat(covariance.toFloatArray())
        .containsExactly(new float[] {1, 1, 0, 1, 2, 0, 0, 0, 0.25f}, within(0.03f));
  }

  @Test
  void oneSharedVarianceIsTheSameDensityAsOneForEachElement() {
    NDArray mean = repeated(manager, -1f, 0f, 2f).toType(DataType.FLOAT64, true);
    NDArray x = new DiagonalGaussian(mean, mean).sample();
    NDArray shared = manager.create(0.7);

    double[] each =
        new DiagonalGaussian(mean, shared.broadcast(mean.getShape()))
            .logProbability(x)
            .toDoubleArray();

    assertThat(new DiagonalGaussian(mean, shared).logProbability(x).toDoubleArray())
        .containsExactly(each, within(1e-12 * DRAWS));
    assertThat(new DiagonalGaussian(mean, shared.reshape(1, 1)).logProbability(x).toDoubleArray())
        .containsExactly(each, within(1e-12 * DRAWS));
  }

  @Test
  void anExactReconstructionHasAFiniteOptimalDensity() {
    NDArray mean = manager.ones(new Shape(2, 4));
    OptimalVarianceGaussian exact = new OptimalVarianceGaussian(mean, manager.create(0f));

    double perPixel = -0.5 * (Math.log(2 * Math.PI) + Math.log(1e-12));
    assertThat(exact.logProbability(mean).toFloatArray())
        .containsExactly(
            new float[] {(float) (4 * perPixel), (float) (4 * perPixel)}, within(1e-3f));
  }

  @Test
  void aCategoricalDrawIsOneHot() {
    NDArray draw = SAMPLES.get(Categorical.class).apply(manager).sample();

    assertThat(draw.sum(new int[] {1}).toFloatArray()).containsOnly(1f);
    assertThat(draw.max(new int[] {1}).toFloatArray()).containsOnly(1f);
  }

  /** The mean of log q - log p over draws of q is the divergence. */
  @Test
  void divergenceAgreesWithMonteCarlo() {
    engine.seed(3);
    DiagonalGaussian posterior =
        (DiagonalGaussian) SAMPLES.get(DiagonalGaussian.class).apply(manager);
    StandardNormal prior = new StandardNormal(manager, new Shape(DRAWS, 3));
    NDArray z = posterior.sample();

    float estimate = posterior.logProbability(z).sub(prior.logProbability(z)).mean().getFloat();

    assertThat(KullbackLeibler.between(posterior, prior).getFloat(0))
        .isCloseTo(estimate, within(0.03f));
    assertThat(
            KullbackLeibler.between(
                    posterior,
                    new DiagonalGaussian(z.zerosLike(), manager.create(0f).broadcast(z.getShape())))
                .getFloat(0))
        .isCloseTo(estimate, within(0.03f));
  }

  @Test
  void divergenceOfThePriorFromItselfIsZero() {
    NDArray zeros = manager.zeros(new Shape(4, 6));

    assertThat(
            KullbackLeibler.between(
                    new DiagonalGaussian(zeros, zeros),
                    new StandardNormal(manager, zeros.getShape()))
                .toFloatArray())
        .containsOnly(0f);
  }

  @Test
  void largeLogitsStayFinite() {
    Bernoulli certain = new Bernoulli(manager.create(new float[][] {{1000f, -1000f}}));

    assertThat(certain.logProbability(manager.create(new float[][] {{1f, 0f}})).getFloat(0))
        .isZero();
    assertThat(certain.logProbability(manager.create(new float[][] {{0f, 1f}})).getFloat(0))
        .isEqualTo(-2000f);
  }

  private static NDArray whitening(NDManager manager) {
    return manager.create(new float[][] {{1, -1, 0}, {0, 1, 0}, {0, 0, 2}});
  }

  private static NDArray repeated(NDManager manager, float... row) {
    return manager.create(row).reshape(1, row.length).broadcast(new Shape(DRAWS, row.length));
  }
}
