package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.FittedLikelihood;
import org.vaelab.losses.distribution.FullCovarianceSigma;
import org.vaelab.losses.distribution.MeanActivation;
import org.vaelab.losses.distribution.OptimalSigma;
import org.vaelab.losses.distribution.OptimalVarianceGaussian;
import org.vaelab.losses.distribution.SigmaSpec;

/** The closed forms that are fitted after each epoch. */
class FittedLikelihoodTest {
  private static final ImageShape IMAGE = new ImageShape(1, 2, 2);
  private static final int IMAGES = 50_000;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @BeforeEach
  void seed() {
    engine.seed(4);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void aFullCovarianceIsRecovered(DataType type) {
    FittedLikelihood likelihood = likelihood(new FullCovarianceSigma(1e-6, true), type);
    NDArray factor =
        manager.create(
            new float[][] {{2, 0, 0, 0}, {1, 1, 0, 0}, {-1, 0.5f, 0.5f, 0}, {0, 0, 1, 0.25f}});
    NDArray noise = manager.randomNormal(new Shape(IMAGES, 4));
    NDArray residuals = noise.matMul(factor.transpose()).reshape(IMAGE.batch(IMAGES));
    NDArray covariance = factor.matMul(factor.transpose());

    likelihood.fit(likelihood.residualStatistic(residuals), IMAGES);

    NDArray whitening =
        likelihood
            .block()
            .getParameters()
            .get("whitening")
            .getArray()
            .toType(DataType.FLOAT32, false);
    assertThat(whitening.transpose().matMul(covariance).matMul(whitening).toFloatArray())
        .containsExactly(
            new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, within(0.03f));
    NDArray logDeterminant = likelihood.block().getParameters().get("logDeterminant").getArray();
    assertThat(logDeterminant.toType(DataType.FLOAT32, false).getFloat(0))
        .isCloseTo((float) (2 * Math.log(2 * 1 * 0.5 * 0.25)), within(0.03f));

    NDArray used = likelihood.covariance(manager).orElseThrow();
    assertThat(used.getDataType()).isEqualTo(DataType.FLOAT64);
    assertThat(used.toType(DataType.FLOAT32, false).toFloatArray())
        .containsExactly(covariance.toFloatArray(), within(0.1f));

    NDArray output = manager.zeros(IMAGE.batch(IMAGES), type);
    NDArray draws = likelihood.create(output, false).sample().reshape(IMAGES, 4);
    assertThat(
            draws
                .transpose()
                .matMul(draws)
                .div(IMAGES)
                .toType(DataType.FLOAT32, false)
                .toFloatArray())
        .containsExactly(covariance.toFloatArray(), within(0.1f));
  }

  @Test
  void anOptimalVarianceIsRecovered() {
    FittedLikelihood likelihood = likelihood(new OptimalSigma(), DataType.FLOAT32);
    NDArray residuals = manager.randomNormal(0, 0.2f, IMAGE.batch(IMAGES), DataType.FLOAT32);

    likelihood.fit(likelihood.residualStatistic(residuals), IMAGES);

    assertThat(likelihood.block().getParameters().get("logVariance").getArray().getFloat(0))
        .isCloseTo((float) (2 * Math.log(0.2)), within(0.02f));
    NDArray draws = likelihood.create(manager.zeros(IMAGE.batch(IMAGES)), true).sample().square();
    assertThat(draws.mean().getFloat()).isCloseTo(0.04f, within(0.001f));
  }

  @Test
  void theRidgeIsAddedToTheVariances() {
    FittedLikelihood likelihood = likelihood(new FullCovarianceSigma(0.25, true), DataType.FLOAT64);

    likelihood.fit(manager.zeros(new Shape(4, 4), DataType.FLOAT64), 10);

    NDArray whitening = likelihood.block().getParameters().get("whitening").getArray();
    assertThat(whitening.toDoubleArray())
        .containsExactly(2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2);
    assertThat(likelihood.block().getParameters().get("logDeterminant").getArray().getDouble(0))
        .isCloseTo(4 * Math.log(0.25), within(1e-12));
  }

  @Test
  void statisticsAddUpOverBatchesInFloat64() {
    NDArray residuals = manager.randomNormal(IMAGE.batch(30));
    for (SigmaSpec sigma : new SigmaSpec[] {new OptimalSigma(), new FullCovarianceSigma()}) {
      FittedLikelihood likelihood = likelihood(sigma, DataType.FLOAT32);
      NDArray whole = likelihood.residualStatistic(residuals);
      NDArray parts =
          likelihood
              .residualStatistic(residuals.get("0:7"))
              .add(likelihood.residualStatistic(residuals.get("7:")));

      assertThat(whole.getDataType()).isEqualTo(DataType.FLOAT64);
      assertThat(parts.toDoubleArray()).containsExactly(whole.toDoubleArray(), within(1e-12 * 120));
    }
  }

  @Test
  void fittingLeavesNothingBehind() {
    for (SigmaSpec sigma : List.of(new OptimalSigma(), new FullCovarianceSigma())) {
      FittedLikelihood likelihood = likelihood(sigma, DataType.FLOAT32);
      NDArray sum = likelihood.residualStatistic(manager.randomNormal(IMAGE.batch(20)));
      int before = manager.getManagedArrays().size();

      likelihood.fit(sum, 20);
      assertThat(manager.getManagedArrays()).as(sigma.toString()).hasSize(before);
      int covariances = likelihood.covariance(manager).isPresent() ? 1 : 0;
      assertThat(covariances == 1).isEqualTo(sigma.hasCovariance());
      assertThat(manager.getManagedArrays()).hasSize(before + covariances);
    }
  }

  @Test
  void imagesNeededAreThosePastASingularCovariance() {
    assertThat(likelihood(new OptimalSigma(), DataType.FLOAT32).imagesNeeded()).isEqualTo(1);
    assertThat(likelihood(new FullCovarianceSigma(), DataType.FLOAT32).imagesNeeded()).isEqualTo(4);
  }

  @Test
  void aCovarianceWithoutAFactorIsSaidInASentence() {
    FittedLikelihood likelihood = likelihood(new FullCovarianceSigma(), DataType.FLOAT32);
    NDArray negative = manager.eye(4).neg();

    assertThatThrownBy(() -> likelihood.fit(negative, 1))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("The covariance of the residuals has no Cholesky factor");
  }

  /** The envelope theorem: at the optimum the variance has no derivative of its own. */
  @Test
  void theOptimalVarianceTakesNoPartInTheGradientOfTheMean() {
    NDArray images = manager.randomUniform(0, 1, IMAGE.batch(6), DataType.FLOAT64);
    NDArray stored = manager.zeros(new Shape(), DataType.FLOAT64);
    NDArray mean = manager.randomNormal(0, 1, IMAGE.batch(6), DataType.FLOAT64);
    NDArray constant = images.sub(mean).square().mean().log();

    double[] flowing = gradient(new OptimalVarianceGaussian(leaf(mean), stored), images);
    double[] stopped = gradient(new DiagonalGaussian(leaf(mean), constant), images);

    assertThat(flowing).containsExactly(stopped, within(1e-12));
    assertThat(Arrays.stream(stopped).map(Math::abs).max().orElse(0)).isGreaterThan(0.01);
  }

  private static NDArray leaf(NDArray mean) {
    NDArray leaf = mean.duplicate();
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private static double[] gradient(Distribution distribution, NDArray images) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(distribution.logProbability(images).mean());
    }
    return distribution.mean().getGradient().toDoubleArray();
  }

  private FittedLikelihood likelihood(SigmaSpec sigma, DataType type) {
    FittedLikelihood likelihood = (FittedLikelihood) sigma.create(IMAGE, MeanActivation.IDENTITY);
    likelihood.block().initialize(manager, type, IMAGE.batch(1));
    return likelihood;
  }
}
