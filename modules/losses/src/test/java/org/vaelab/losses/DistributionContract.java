package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;

/**
 * What every distribution promises, whoever wrote it: extend this class with samples of one to hold
 * it to that. Only what is public is used.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DistributionContract {
  /** How a distribution is made. */
  @FunctionalInterface
  public interface Source {
    /**
     * The distribution, with small means and variances, the same for each image.
     *
     * @param manager owns its arrays
     * @param batch B
     * @param type of its arrays
     * @return over {@code (B, D)}
     */
    Distribution create(NDManager manager, int batch, DataType type);
  }

  /**
   * A distribution to be tested.
   *
   * @param name what reports call it
   * @param source how it is made
   */
  public record Sample(String name, Source source) {
    Distribution create(NDManager manager, int batch) {
      return source.create(manager, batch, DataType.FLOAT32);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final int DRAWS = 100_000;
  private static final float TOLERANCE = 0.03f;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager root = engine.newManager(Device.cpu());
  private NDManager manager = root.newSubManager();

  /**
   * Distributions, with each of their options at least once.
   *
   * @return at least one
   */
  protected abstract List<Sample> samples();

  @AfterEach
  void closeArrays() {
    manager.close();
    manager = root.newSubManager();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesHaveTheMean(Sample sample) {
    engine.seed(1);
    Distribution distribution = sample.create(manager, DRAWS);

    float[] sampled = distribution.sample().mean(new int[] {0}).toFloatArray();

    assertThat(sampled)
        .containsExactly(distribution.mean().get(0).toFloatArray(), within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void valuesHaveItsShape(Sample sample) {
    for (int batch : new int[] {1, 3}) {
      Distribution distribution = sample.create(manager, batch);

      assertThat(distribution.shape().get(0)).isEqualTo(batch);
      assertThat(distribution.mean().getShape()).isEqualTo(distribution.shape());
      assertThat(distribution.sample().getShape()).isEqualTo(distribution.shape());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void logProbabilityIsOneFiniteNumberPerImage(Sample sample) {
    Distribution distribution = sample.create(manager, 5);

    NDArray logProbability = distribution.logProbability(distribution.sample());

    assertThat(logProbability.getShape()).isEqualTo(new Shape(5));
    for (float value : logProbability.toFloatArray()) {
      assertThat(value).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void oneImageHasTheSameDensityByAnyWay(Sample sample) {
    Distribution distribution = sample.create(manager, 4);
    NDArray one = distribution.sample().get("2:3");
    float[] expected = distribution.logProbability(one.tile(new long[] {4, 1})).toFloatArray();

    assertThat(distribution.logProbabilityOfOne(one).toFloatArray())
        .containsExactly(expected, within(1e-5f));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSeedGivesTheSameSampleAgain(Sample sample) {
    Distribution distribution = sample.create(manager, 4);
    engine.seed(7);
    float[] first = distribution.sample().toFloatArray();
    engine.seed(7);

    assertThat(distribution.sample().toFloatArray()).isEqualTo(first);
  }

  /** Densities are differentiable by the values. */
  @ParameterizedTest
  @MethodSource("samples")
  void gradientsAreThoseOfFiniteDifferences(Sample sample) {
    engine.seed(3);
    Distribution distribution = sample.source().create(manager, 2, DataType.FLOAT64);
    NDArray shift =
        manager
            .randomUniform(0.1f, 0.4f, distribution.shape(), DataType.FLOAT64)
            .add(distribution.mean());
    NDArray rows = manager.create(new double[] {0.3, -0.7});

    Gradients.check(manager, x -> distribution.logProbability(x).mul(rows).sum(), shift);
  }

  /** The mean of log q - log p over draws of q is the divergence. */
  @ParameterizedTest
  @MethodSource("samples")
  void aClosedFormOfTheDivergenceAgreesWithDraws(Sample sample) {
    engine.seed(3);
    Distribution prior = sample.create(manager, DRAWS);
    NDArray means = manager.create(new float[] {-0.4f, 0.1f, 0.6f}).get(":" + width(prior));
    NDArray mean = means.reshape(1, means.size()).broadcast(prior.shape());
    DiagonalGaussian posterior = new DiagonalGaussian(mean, mean);
    Optional<NDArray> closed = posterior.divergenceFrom(prior);
    if (closed.isEmpty()) {
      return;
    }
    NDArray z = posterior.sample();
    float drawn = posterior.logProbability(z).sub(prior.logProbability(z)).mean().getFloat();

    assertThat(closed.get().getShape()).isEqualTo(prior.shape());
    assertThat(closed.get().get(0).sum().getFloat()).isCloseTo(drawn, within(TOLERANCE));
  }

  private static long width(Distribution distribution) {
    return distribution.shape().get(1);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void resultsBelongToItsManager(Sample sample) {
    Distribution distribution = sample.create(manager, 2);
    NDArray x = distribution.sample();

    assertThat(List.of(x, distribution.mean(), distribution.logProbability(x)))
        .allMatch(result -> result.getManager() == manager);
  }
}
