package org.vaelab.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.BernoulliLikelihood;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.divergence.KullbackLeibler;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.VaeLoss;
import org.vaelab.losses.objective.VaeOutput;

/** Every formula against PyTorch's own; see src/test/python/distributions.py. */
class PyTorchFixtureTest {
  private NDManager manager;
  private NDList fixture;

  @BeforeEach
  void readFixture() throws IOException {
    manager = ComputeEngine.start().newManager(Device.cpu());
    try (InputStream npz = getClass().getResourceAsStream("distributions.npz")) {
      fixture = NDList.decode(manager, Objects.requireNonNull(npz));
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void densities(DataType type) {
    Bernoulli bernoulli = new Bernoulli(get("logits", type));
    check(type, "bernoulliGrey", bernoulli.logProbability(get("grey", type)));
    check(type, "bernoulliBinary", bernoulli.logProbability(get("binary", type)));
    check(type, "bernoulliMean", bernoulli.mean());

    NDArray z = get("z", type);
    check(type, "gaussian", posterior(type).logProbability(z));
    check(type, "standardNormal", new StandardNormal(manager, z.getShape()).logProbability(z));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void divergence(DataType type) {
    check(type, "kl", KullbackLeibler.fromStandardNormal(posterior(type)));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void objectiveAndItsGradients(DataType type) {
    NDArray logits = get("logits", type);
    DiagonalGaussian posterior = posterior(type);
    logits.setRequiresGradient(true);
    posterior.mean().setRequiresGradient(true);
    posterior.logVariance().setRequiresGradient(true);
    Elbo elbo = new Elbo(3.0);
    VaeLoss loss = new VaeLoss(elbo, new BernoulliLikelihood());
    NDArray grey = get("grey", type);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDList predictions = VaeOutput.toList(posterior, get("z", type), logits);
      VaeOutput output = VaeOutput.fromList(predictions, new BernoulliLikelihood());
      check(type, "loss", elbo.terms(output, grey).loss());
      collector.backward(loss.evaluate(new NDList(grey), predictions));
    }
    check(type, "gradientLogits", logits.getGradient());
    check(type, "gradientMean", posterior.mean().getGradient());
    check(type, "gradientLogVariance", posterior.logVariance().getGradient());
  }

  @Test
  void theElboIsTheNegativeSumOfReconstructionAndWeightedDivergence() {
    Function<Double, NDArray> loss =
        beta ->
            new Elbo(beta)
                .terms(
                    VaeOutput.fromList(
                        VaeOutput.toList(
                            posterior(DataType.FLOAT64),
                            get("z", DataType.FLOAT64),
                            get("logits", DataType.FLOAT64)),
                        new BernoulliLikelihood()),
                    get("grey", DataType.FLOAT64))
                .loss();
    NDArray kl = get("kl", DataType.FLOAT64);

    assertThat(loss.apply(1.0).sub(loss.apply(0.0)).toDoubleArray())
        .containsExactly(kl.toDoubleArray(), within(1e-12));
  }

  private DiagonalGaussian posterior(DataType type) {
    return new DiagonalGaussian(get("mean", type), get("logVariance", type));
  }

  private NDArray get(String name, DataType type) {
    return Objects.requireNonNull(fixture.get(name), name).toType(type, true);
  }

  /** Relative to the largest value of the array. */
  private void check(DataType type, String name, NDArray actual) {
    double[] expected = get(name, DataType.FLOAT64).toDoubleArray();
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    double tolerance = (type == DataType.FLOAT64 ? 1e-12 : 1e-6) * largest;
    assertThat(actual.getDataType()).as(name).isEqualTo(type);
    assertThat(actual.toType(DataType.FLOAT64, false).toDoubleArray())
        .as(name)
        .containsExactly(expected, within(tolerance));
  }
}
