package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.divergence.Kernel;
import org.vaelab.losses.divergence.MeanDiscrepancy;
import org.vaelab.losses.objective.BatchSampling;
import org.vaelab.losses.objective.BetaTc;
import org.vaelab.losses.objective.Info;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.losses.objective.Wae;

/** Beta-TC and discrepancies against NumPy and PyTorch; see src/test/python/disentangling.py. */
class DisentanglingFixtureTest {
  private static final DataType TYPE = DataType.FLOAT64;
  private final Fixture fixture = new Fixture("disentangling");
  private final NDArray mean = fixture.leaf("mean", TYPE);
  private final NDArray logVariance = fixture.leaf("logVariance", TYPE);
  private final NDArray images = fixture.manager.zeros(new Shape(6, 1, 1, 1), TYPE);

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource(BatchSampling.class)
  void lossAndGradientsOfBetaTc(BatchSampling sampling) {
    String name = sampling.toString();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      ObjectiveTerms terms = terms(new BetaTc(50, 4, 0.5, 2, sampling));
      NDArray price = terms.loss().sub(terms.reconstruction());
      fixture.check(TYPE, name, price);
      collector.backward(price.mean());
    }
    checkGradients(name);
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void discrepancyAndGradients(Kernel kernel) {
    String name = kernel.toString();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray squared = MeanDiscrepancy.squared(z(), fixture.get("other", TYPE), kernel);
      fixture.check(TYPE, name, squared);
      collector.backward(squared);
    }
    checkGradients(name);
  }

  /** The draws of the prior are those of the engine's stream. */
  @Test
  void infoAndWaeWeighTheDiscrepancy() {
    NDArray squared = fixture.manager.zeros(new Shape(), TYPE);
    for (Kernel kernel : Kernel.values()) {
      ComputeEngine.start().seed(8);
      NDArray draws =
          fixture.manager.randomNormal(0, 1, new Shape(6, 3), DataType.FLOAT32).toType(TYPE, false);
      squared = MeanDiscrepancy.squared(z(), draws, kernel);
      ComputeEngine.start().seed(8);
      ObjectiveTerms info = terms(new Info(30, 0.25, kernel));
      ComputeEngine.start().seed(8);
      ObjectiveTerms wae = terms(new Wae(10, kernel));
      for (int i = 0; i < 6; i++) {
        double rest = info.loss().getDouble(i) - info.reconstruction().getDouble(i);
        assertThat(rest)
            .isCloseTo(0.75 * info.kl().getDouble(i) + 29.25 * squared.getDouble(), within(1e-12));
        assertThat(wae.loss().getDouble(i) - wae.reconstruction().getDouble(i))
            .isCloseTo(10 * squared.getDouble(), within(1e-12));
      }
    }
  }

  /** What is left of a set may be one image. */
  @ParameterizedTest
  @EnumSource(BatchSampling.class)
  void aBatchOfOneIsFinite(BatchSampling sampling) {
    VaeOutput one =
        new VaeOutput(
            new DiagonalGaussian(mean.get("0:1"), logVariance.get("0:1")),
            new StandardNormal(fixture.manager, new Shape(1, 3)),
            new Bernoulli(images.get("0:1")),
            z().get("0:1"));
    for (Objective each :
        new Objective[] {new BetaTc(50, 4, 1, 1, sampling), new Info(9), new Wae()}) {
      assertThat(each.terms(one, images.get("0:1")).loss().getDouble(0)).isFinite();
    }
  }

  private ObjectiveTerms terms(Objective objective) {
    VaeOutput output =
        new VaeOutput(
            new DiagonalGaussian(mean, logVariance),
            new StandardNormal(fixture.manager, new Shape(6, 3)),
            new Bernoulli(images),
            z());
    return objective.terms(output, images);
  }

  private NDArray z() {
    DiagonalGaussian posterior = new DiagonalGaussian(mean, logVariance);
    return mean.add(posterior.standardDeviation().mul(fixture.get("noise", TYPE)));
  }

  private void checkGradients(String name) {
    fixture.check(TYPE, name + "GradientMean", mean.getGradient());
    fixture.check(TYPE, name + "GradientLogVariance", logVariance.getGradient());
  }
}
