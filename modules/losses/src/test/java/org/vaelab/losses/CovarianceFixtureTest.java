package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.objective.Dip;
import org.vaelab.losses.objective.DipForm;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.VaeOutput;

/** The penalty of a DIP-VAE against NumPy; see src/test/python/covariance.py. */
class CovarianceFixtureTest {
  private static final DataType TYPE = DataType.FLOAT64;
  private final Fixture fixture = new Fixture("covariance");

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource(DipForm.class)
  void penaltyAndGradients(DipForm form) {
    NDArray mean = fixture.leaf("mean", TYPE);
    NDArray logVariance = fixture.leaf("logVariance", TYPE);
    NDArray images = fixture.manager.zeros(new Shape(6, 1, 1, 1), TYPE);
    VaeOutput output =
        new VaeOutput(
            new DiagonalGaussian(mean, logVariance),
            new StandardNormal(fixture.manager, new Shape(6, 4)),
            new Bernoulli(images),
            fixture.manager.zeros(new Shape(6, 4), TYPE));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      ObjectiveTerms terms = new Dip(form, 3, 7).terms(output, images);
      NDArray price = terms.loss().sub(terms.reconstruction()).sub(terms.kl());
      double known = fixture.get(form.toString(), TYPE).getDouble(0);
      for (double each : price.toDoubleArray()) {
        assertThat(each).isCloseTo(known, within(1e-9));
      }
      collector.backward(price.mean());
    }
    fixture.check(TYPE, form + "GradientMean", mean.getGradient());
    if (form == DipForm.CODES) {
      fixture.check(TYPE, form + "GradientLogVariance", logVariance.getGradient());
    }
  }
}
