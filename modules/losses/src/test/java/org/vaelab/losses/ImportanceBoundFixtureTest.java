package org.vaelab.losses;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.objective.Ciwae;
import org.vaelab.losses.objective.Dreg;
import org.vaelab.losses.objective.Iwae;
import org.vaelab.losses.objective.Miwae;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.ObjectiveTerms;
import org.vaelab.losses.objective.Piwae;
import org.vaelab.losses.objective.VaeOutput;

/** Importance weighted bounds against PyTorch; see src/test/python/importance.py. */
class ImportanceBoundFixtureTest {
  private static final DataType TYPE = DataType.FLOAT64;
  private static final Map<String, Objective> BOUNDS =
      Map.of("iwae", new Iwae(6), "miwae", new Miwae(6, 2), "ciwae", new Ciwae(6, 0.25));

  private final Fixture fixture = new Fixture("importance");
  private final NDArray mean = fixture.leaf("mean", TYPE);
  private final NDArray logVariance = fixture.leaf("logVariance", TYPE);
  private final NDArray weight = fixture.leaf("weight", TYPE);

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iwae", "miwae", "ciwae"})
  void valuesAndGradients(String name) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = terms(Objects.requireNonNull(BOUNDS.get(name))).loss();
      fixture.check(TYPE, name, loss);
      collector.backward(loss.mean());
    }
    checkEncoder(name);
    fixture.check(TYPE, name + "GradientWeight", weight.getGradient());
  }

  /** Its value and the decoder's gradient are those of the bound; the encoder's is its own. */
  @Test
  void theEncoderIsDoublyReparameterized() {
    checkSplit(new Dreg(6), "iwae", "dreg");
  }

  @Test
  void encoderAndDecoderHaveBoundsOfTheirOwn() {
    checkSplit(new Piwae(6, 2), "iwae", "miwae");
  }

  private void checkSplit(Objective objective, String decoder, String encoder) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = terms(objective).loss();
      fixture.check(TYPE, decoder, loss);
      collector.backward(loss.mean());
    }
    fixture.check(TYPE, decoder + "GradientWeight", weight.getGradient());
    mean.getGradient().subi(mean.getGradient().duplicate());
    logVariance.getGradient().subi(logVariance.getGradient().duplicate());
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(Objects.requireNonNull(terms(objective).encoderLoss()).mean());
    }
    checkEncoder(encoder);
  }

  private void checkEncoder(String name) {
    fixture.check(TYPE, name + "GradientMean", mean.getGradient());
    fixture.check(TYPE, name + "GradientLogVariance", logVariance.getGradient());
  }

  private ObjectiveTerms terms(Objective objective) {
    NDList samples = new NDList();
    DiagonalGaussian posterior = new DiagonalGaussian(mean, logVariance);
    for (int l = 0; l < 6; l++) {
      NDArray noise = fixture.get("noise", TYPE).get(l);
      samples.add(mean.add(posterior.standardDeviation().mul(noise)));
    }
    NDArray z = ai.djl.ndarray.NDArrays.concat(samples);
    NDArray logits = z.matMul(weight).reshape(-1, 1, 1, 5);
    NDArray images = fixture.get("images", TYPE).reshape(-1, 1, 1, 5);
    return objective.terms(
        new VaeOutput(
            posterior,
            new StandardNormal(fixture.manager, new Shape(4, 3)),
            new Bernoulli(logits),
            z),
        images);
  }
}
