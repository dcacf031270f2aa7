package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.Scalars;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.Categorical;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.FullCovarianceGaussian;
import org.vaelab.losses.distribution.OptimalVarianceGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.divergence.KullbackLeibler;

/** The distributions of this project keep their promises, and the contract finds who does not. */
class DistributionContractTest extends DistributionContract {
  private static final int DRAWS = 100_000;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterAll
  void close() {
    manager.close();
  }

  @Override
  protected List<Sample> samples() {
    return List.of(
        new Sample("bernoulli", (m, b, type) -> new Bernoulli(repeated(m, b, type, -3f, 0.5f, 2f))),
        new Sample(
            "categorical", (m, b, type) -> new Categorical(repeated(m, b, type, -3f, 0.5f, 2f))),
        new Sample(
            "diagonal Gaussian",
            (m, b, type) ->
                new DiagonalGaussian(
                    repeated(m, b, type, -1f, 0f, 2f), repeated(m, b, type, -4f, 0f, 1f))),
        new Sample("full covariance", DistributionContractTest::fullCovariance),
        new Sample(
            "optimal variance",
            (m, b, type) ->
                new OptimalVarianceGaussian(
                    repeated(m, b, type, -1f, 0f, 2f), m.create(-1f).toType(type, false))),
        new Sample("standard normal", (m, b, type) -> new StandardNormal(m, new Shape(b, 3))));
  }

  private static Distribution fullCovariance(NDManager manager, int batch, DataType type) {
    return new FullCovarianceGaussian(
        repeated(manager, batch, type, -1f, 0f, 2f),
        whitening(manager).toType(type, false),
        manager.create(0f).toType(type, false),
        true);
  }

  /** A mean and a divergence that are not its own, and a density of all images together. */
  record Wrong(NDArray mean) implements Distribution {
    @Override
    public NDArray logProbability(NDArray x) {
      return x.stopGradient().sum();
    }

    @Override
    public NDArray sample() {
      return mean.add(Scalars.like(mean, 1));
    }

    @Override
    public Shape shape() {
      return new Shape(mean.getShape().get(1), mean.getShape().get(0));
    }

    @Override
    public Optional<NDArray> divergenceOf(DiagonalGaussian posterior) {
      return Optional.of(posterior.mean());
    }
  }

  @Test
  void theContractFindsWhatIsWrong() {
    Sample wrong = new Sample("wrong", (m, b, type) -> new Wrong(repeated(m, b, type, 1f, 2f, 3f)));

    assertThatThrownBy(() -> samplesHaveTheMean(wrong)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> valuesHaveItsShape(wrong)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> logProbabilityIsOneFiniteNumberPerImage(wrong))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> gradientsAreThoseOfFiniteDifferences(wrong)).isNotNull();
  }

  /** W of S = L L^T for L = ((1, 0, 0), (1, 1, 0), (0, 0, 1/2)), worked out by hand. */
  @Test
  void imagesOfAFullCovarianceVaryTogether() {
    engine.seed(5);
    Distribution distribution = fullCovariance(manager, DRAWS, DataType.FLOAT32);

    NDArray deviation = distribution.sample().sub(distribution.mean());
    NDArray covariance = deviation.transpose().matMul(deviation).div(DRAWS);

    assertThat(covariance.toFloatArray())
        .containsExactly(new float[] {1, 1, 0, 1, 2, 0, 0, 0, 0.25f}, within(0.03f));
  }

  @Test
  void oneSharedVarianceIsTheSameDensityAsOneForEachElement() {
    NDArray mean =
        repeated(manager, DRAWS, DataType.FLOAT32, -1f, 0f, 2f).toType(DataType.FLOAT64, true);
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
    NDArray draw =
        new Categorical(repeated(manager, DRAWS, DataType.FLOAT32, -3f, 0.5f, 2f)).sample();

    assertThat(draw.sum(new int[] {1}).toFloatArray()).containsOnly(1f);
    assertThat(draw.max(new int[] {1}).toFloatArray()).containsOnly(1f);
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

  /** Grey pixels too, any number of them, and logits that would overflow. */
  @ParameterizedTest
  @ValueSource(ints = {1, 97, 784, 3072})
  void oneImageUnderManyBernoullis(int pixels) {
    engine.seed(4);
    Shape shape = new Shape(5, 1, 1, pixels);
    NDArray logits = manager.randomNormal(0, 15, shape, DataType.FLOAT32);
    logits.set(new NDIndex("4"), manager.full(new Shape(1, 1, pixels), -1000f));
    NDArray image = manager.randomUniform(0, 1, new Shape(1, 1, 1, pixels));
    double[] exact =
        new Bernoulli(logits.toType(DataType.FLOAT64, false))
            .logProbability(image.broadcast(shape).toType(DataType.FLOAT64, false))
            .toDoubleArray();
    float[] before = logits.toFloatArray();
    double[] found =
        new Bernoulli(logits)
            .logProbabilityOfOne(image)
            .toType(DataType.FLOAT64, false)
            .toDoubleArray();

    for (int i = 0; i < 5; i++) {
      assertThat(found[i]).isCloseTo(exact[i], within(1e-6 * Math.abs(exact[i]) + 1e-5));
    }
    assertThat(logits.toFloatArray()).isEqualTo(before);
  }

  private static NDArray whitening(NDManager manager) {
    return manager.create(new float[][] {{1, -1, 0}, {0, 1, 0}, {0, 0, 2}});
  }

  private static NDArray repeated(NDManager manager, int batch, DataType type, float... row) {
    NDArray values = manager.create(row).toType(type, false);
    return values.reshape(1, row.length).broadcast(new Shape(batch, row.length));
  }
}
