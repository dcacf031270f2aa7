package org.vaelab.losses.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.input.InvalidSettingsException;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.losses.schedule.Progress;

/** What the weights and forms of the bound mean. */
class ElboTest {
  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theDefaultsAreTheBoundItself() {
    assertThat(new Elbo()).isEqualTo(new Elbo(1, new NoWarmUp(), 0, 1, KlForm.EXACT, 1));
    assertThat(new Elbo(4)).isEqualTo(new Elbo(4, new NoWarmUp(), 0, 1, KlForm.EXACT, 1));
  }

  @Test
  void aStepHasTheWarmedUpBetaAndNoWarmUp() {
    Elbo elbo = new Elbo(4, new LinearWarmUp(10), 0.5, 2, KlForm.EXACT, 0.25);

    assertThat(elbo.at(new Progress(250, 100)))
        .isEqualTo(new Elbo(1, new NoWarmUp(), 0.5, 2, KlForm.EXACT, 0.25));
    assertThat(elbo.at(new Progress(0, 100)).beta()).isZero();
    assertThat(elbo.at(new Progress(5000, 100)).beta()).isEqualTo(4);
  }

  @Test
  void everyFaultIsNamed() {
    assertThatThrownBy(() -> new Elbo(-1, new NoWarmUp(), -2, 0, KlForm.EXACT, 0))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "beta must be >= 0, was -1; freeBits must be >= 0, was -2; samples must be >= 1, was 0;"
                + " reconstructionWeight must be > 0, was 0");
    assertThatThrownBy(() -> new Elbo(1, new NoWarmUp(), 0.5, 1, KlForm.CLIPPED_LOG_VARIANCE, 1))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("freeBits must be 0 with a kl of clipped-log-variance, was 0.5");
    assertThatThrownBy(() -> new Elbo(1, new NoWarmUp(), 0, 10_001, KlForm.EXACT, 1))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage("samples must be <= 10000, was 10001");
  }

  @Test
  void theTermsStayExactWhateverTheLossMakesOfThem() {
    ObjectiveTerms plain = terms(new Elbo());
    for (Elbo elbo :
        new Elbo[] {
          new Elbo(3, new NoWarmUp(), 0, 1, KlForm.EXACT, 0.5),
          new Elbo(1, new NoWarmUp(), 0.75, 1, KlForm.EXACT, 1),
          new Elbo(1, new NoWarmUp(), 0, 1, KlForm.CLIPPED_LOG_VARIANCE, 1)
        }) {
      ObjectiveTerms terms = terms(elbo);
      assertThat(terms.kl().toDoubleArray())
          .containsExactly(plain.kl().toDoubleArray(), within(1e-12));
      assertThat(terms.reconstruction().toDoubleArray())
          .isEqualTo(plain.reconstruction().toDoubleArray());
      assertThat(terms.loss().toDoubleArray()).isNotEqualTo(plain.loss().toDoubleArray());
    }
  }

  /** KL_d of means (1, 3) and (0, 0.5) with unit variances: batch means 2.5 and 0.0625. */
  @Test
  void aDimensionBelowTheFreeBitsCostsThemAndHasNoGradient() {
    NDArray mean = manager.create(new double[][] {{1, 0}, {3, 0.5}});
    mean.setRequiresGradient(true);
    NDArray zeros = manager.zeros(new Shape(2, 2), DataType.FLOAT64);
    NDArray images = manager.zeros(new Shape(2, 1, 1, 1), DataType.FLOAT64);
    VaeOutput output =
        new VaeOutput(
            new DiagonalGaussian(mean, zeros),
            new StandardNormal(manager, new Shape(2, 2)),
            new Bernoulli(images),
            zeros);
    Elbo elbo = new Elbo(1, new NoWarmUp(), 0.5, 1, KlForm.EXACT, 1);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = elbo.terms(output, images).loss();
      assertThat(loss.sub(Math.log(2)).toDoubleArray())
          .containsExactly(new double[] {0.5 + 0.5, 4.5 + 0.5}, within(1e-12));
      collector.backward(loss.mean());
    }
    assertThat(mean.getGradient().toDoubleArray()).containsExactly(0.5, 0, 1.5, 0);
  }

  @Test
  void theClippedFormLetsSmallVariancesShrinkForNothing() {
    NDArray mean = manager.create(new double[][] {{2, 0}});
    NDArray logVariance = manager.create(new double[][] {{-8, 1}});
    logVariance.setRequiresGradient(true);
    Elbo elbo = new Elbo(1, new NoWarmUp(), 0, 1, KlForm.CLIPPED_LOG_VARIANCE, 1);
    NDArray images = manager.zeros(new Shape(1, 1, 1, 1), DataType.FLOAT64);
    VaeOutput output =
        new VaeOutput(
            new DiagonalGaussian(mean, logVariance),
            new StandardNormal(manager, new Shape(1, 2)),
            new Bernoulli(images),
            mean);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = elbo.terms(output, images).loss();
      assertThat(loss.getDouble(0))
          .isCloseTo(Math.log(2) + 0.5 * 4 + 0.5 * (Math.E - 2), within(1e-9));
      collector.backward(loss.mean());
    }
    assertThat(logVariance.getGradient().toDoubleArray())
        .containsExactly(new double[] {0, 0.5 * (Math.E - 1)}, within(1e-12));
  }

  @Test
  void theClippedFormNeedsAStandardNormalPrior() {
    NDArray zeros = manager.zeros(new Shape(2, 3));
    NDArray images = manager.zeros(new Shape(2, 1, 1, 1));
    VaeOutput output =
        new VaeOutput(
            new DiagonalGaussian(zeros, zeros),
            new DiagonalGaussian(zeros, zeros),
            new Bernoulli(images),
            zeros);
    Elbo elbo = new Elbo(1, new NoWarmUp(), 0, 1, KlForm.CLIPPED_LOG_VARIANCE, 1);

    assertThatThrownBy(() -> elbo.terms(output, images))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a kl of clipped-log-variance needs a standard normal prior");
  }

  @Test
  void samplesThatAreNoMultipleOfTheImagesAreRefused() {
    NDArray zeros = manager.zeros(new Shape(2, 3));
    NDArray z = manager.zeros(new Shape(5, 3));
    Bernoulli likelihood = new Bernoulli(manager.zeros(new Shape(5, 1, 1, 1)));
    DiagonalGaussian posterior = new DiagonalGaussian(zeros, zeros);
    StandardNormal prior = new StandardNormal(manager, new Shape(2, 3));

    assertThatThrownBy(() -> new VaeOutput(posterior, prior, likelihood, z))
        .hasMessage("5 samples of z are no multiple of 2 images");
  }

  /** The images of a data set that is kept must not collect the copies of every step. */
  @Test
  void copiesOfImagesBelongToTheSamples() {
    NDArray images = manager.zeros(new Shape(2, 1, 1, 1));
    int before = manager.getManagedArrays().size();
    try (NDManager step = ComputeEngine.start().newManager(Device.cpu())) {
      NDArray z = step.zeros(new Shape(6, 3));
      VaeOutput output =
          new VaeOutput(
              new StandardNormal(step, new Shape(2, 3)),
              new StandardNormal(step, new Shape(2, 3)),
              new Bernoulli(step.zeros(new Shape(6, 1, 1, 1))),
              z);

      assertThat(output.meanLogProbability(images).getShape()).isEqualTo(new Shape(2));
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void anotherListThanTheOutputsIsRefused() {
    NDList list = new NDList(manager.zeros(new Shape(2, 3)));

    assertThatThrownBy(() -> VaeOutput.fromList(list))
        .hasMessage(
            "the predictions are not the list that a VAE returned, but one of 1 other arrays");
  }

  /** The mean of the loss is the loss of the means, where it has the exact divergence. */
  @Test
  void theLossFollowsFromTheMeansOfItsTerms() {
    Elbo weighted = new Elbo(0.7, new LinearWarmUp(3), 0, 1, KlForm.EXACT, 0.2);
    ObjectiveTerms terms = terms(weighted);
    double reconstruction = terms.reconstruction().mean().getDouble();
    double kl = terms.kl().mean().getDouble();

    assertThat(weighted.loss(reconstruction, kl))
        .isCloseTo(terms.loss().mean().getDouble(), within(1e-12));
    assertThat(weighted.scheduled()).isTrue();
    assertThat(new Elbo(0.7).scheduled()).isFalse();
    for (Elbo other :
        List.of(
            new Elbo(1, new LinearWarmUp(3), 0.1, 1, KlForm.EXACT, 1),
            new Elbo(1, new LinearWarmUp(3), 0, 1, KlForm.CLIPPED_LOG_VARIANCE, 1))) {
      assertThat(other.followsFromMeans()).isFalse();
      assertThatThrownBy(() -> other.loss(1, 1)).isInstanceOf(IllegalStateException.class);
    }
  }

  private ObjectiveTerms terms(Elbo elbo) {
    NDArray mean = manager.create(new double[][] {{1, 0.25}, {3, 0.5}});
    NDArray logVariance = manager.create(new double[][] {{-1, 0.5}, {0.25, -0.5}});
    NDArray logits = manager.create(new double[] {2, -1, 0.5, 3}, new Shape(2, 1, 1, 2));
    VaeOutput output =
        new VaeOutput(
            new DiagonalGaussian(mean, logVariance),
            new StandardNormal(manager, new Shape(2, 2)),
            new Bernoulli(logits),
            mean);
    return elbo.terms(output, manager.ones(new Shape(2, 1, 1, 2), DataType.FLOAT64));
  }
}
