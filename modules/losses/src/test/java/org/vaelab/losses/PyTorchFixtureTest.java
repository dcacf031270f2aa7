package org.vaelab.losses;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.Categorical;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.SoftplusScale;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.divergence.KullbackLeibler;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.KlForm;
import org.vaelab.losses.objective.VaeLoss;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.losses.schedule.NoWarmUp;

/** Densities, divergences and objectives against PyTorch; see src/test/python/distributions.py. */
class PyTorchFixtureTest {
  private static final Map<String, Elbo> OBJECTIVES =
      Map.of(
          "elbo", new Elbo(3),
          "weighted", new Elbo(3, new NoWarmUp(), 0, 1, KlForm.EXACT, 0.25),
          "clipped", new Elbo(1, new NoWarmUp(), 0, 1, KlForm.CLIPPED_LOG_VARIANCE, 1),
          "gaussianPrior", new Elbo(),
          "freeBits", new Elbo(1, new NoWarmUp(), 1.25, 1, KlForm.EXACT, 1),
          "samples", new Elbo(1, new NoWarmUp(), 0, 3, KlForm.EXACT, 1));

  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void densities(DataType type) {
    Bernoulli bernoulli = new Bernoulli(fixture.get("logits", type));
    fixture.check(type, "bernoulliBinary", bernoulli.logProbability(fixture.get("binary", type)));
    fixture.check(type, "bernoulliMean", bernoulli.mean());

    NDArray z = fixture.get("z", type);
    StandardNormal normal = new StandardNormal(fixture.manager, z.getShape());
    fixture.check(type, "gaussian", fixture.posterior(type).logProbability(z));
    fixture.check(type, "standardNormal", normal.logProbability(z));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void densitiesOfWhatANetworkGives(DataType type) {
    NDArray logits = fixture.leaf("logits", type);
    NDArray classLogits = fixture.leaf("classLogits", type);
    Categorical categorical = new Categorical(classLogits);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray images = new Bernoulli(logits).logProbability(fixture.get("grey", type));
      NDArray classes = categorical.logProbability(fixture.get("oneHot", type));
      fixture.check(type, "bernoulli", images);
      fixture.check(type, "categorical", classes);
      collector.backward(images.mean().add(classes.mean()));
    }
    fixture.check(type, "bernoulliGradientOutput", logits.getGradient());
    fixture.check(type, "categoricalGradientOutput", classLogits.getGradient());
    fixture.check(type, "categoricalMean", categorical.mean());
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void divergences(DataType type) {
    StandardNormal normal = normal(type);
    DiagonalGaussian exp = fixture.posterior(type);
    divergence(type, "kl", exp.mean(), exp.logVariance(), exp, normal);

    DiagonalGaussian raw = fixture.posterior(type);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      DiagonalGaussian softplus =
          new DiagonalGaussian(raw.mean(), new SoftplusScale().logVariance(raw.logVariance()));
      NDArray kl = KullbackLeibler.between(softplus, normal);
      fixture.check(type, "klSoftplus", kl);
      collector.backward(kl.mean());
    }
    fixture.check(type, "klSoftplusGradientMean", raw.mean().getGradient());
    fixture.check(type, "klSoftplusGradientRaw", raw.logVariance().getGradient());

    DiagonalGaussian posterior = fixture.posterior(type);
    DiagonalGaussian prior =
        new DiagonalGaussian(
            fixture.leaf("priorMean", type), fixture.leaf("priorLogVariance", type));
    divergence(type, "klGaussian", posterior.mean(), posterior.logVariance(), posterior, prior);
    fixture.check(type, "klGaussianGradientPriorMean", prior.mean().getGradient());
    fixture.check(type, "klGaussianGradientPriorRaw", prior.logVariance().getGradient());

    fixture.check(type, "klPerDimension", KullbackLeibler.perDimension(posterior, normal));
    fixture.check(
        type, "klClipped", KullbackLeibler.between(KullbackLeibler.clipped(posterior), normal));
  }

  private void divergence(
      DataType type,
      String name,
      NDArray mean,
      NDArray logVariance,
      DiagonalGaussian posterior,
      Distribution prior) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray kl = KullbackLeibler.between(posterior, prior);
      fixture.check(type, name, kl);
      collector.backward(kl.mean());
    }
    fixture.check(type, name + "GradientMean", mean.getGradient());
    fixture.check(type, name + "GradientRaw", logVariance.getGradient());
  }

  static Stream<Arguments> objectives() {
    return Stream.of(DataType.FLOAT32, DataType.FLOAT64)
        .flatMap(type -> OBJECTIVES.keySet().stream().map(name -> Arguments.of(type, name)));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void objectivesAndTheirGradients(DataType type, String name) {
    Elbo elbo = OBJECTIVES.get(name);
    NDArray logits = fixture.leaf(name.equals("samples") ? "many" : "logits", type);
    NDArray z = fixture.get("z", type).tile(new long[] {elbo.samples(), 1});
    DiagonalGaussian posterior = fixture.posterior(type);
    Distribution prior =
        name.equals("gaussianPrior")
            ? new DiagonalGaussian(
                fixture.get("priorMean", type), fixture.get("priorLogVariance", type))
            : normal(type);
    NDArray grey = fixture.get("grey", type);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      VaeOutput output = new VaeOutput(posterior, prior, new Bernoulli(logits), z);
      NDArray losses = elbo.terms(output, grey).loss();
      fixture.check(type, name, name.equals("freeBits") ? losses.mean() : losses);
      NDArray loss = new VaeLoss(elbo).evaluate(new NDList(grey), output.toList());
      collector.backward(loss);
    }
    for (Map.Entry<String, NDArray> leaf :
        List.of(
            Map.entry("Output", logits),
            Map.entry("Mean", posterior.mean()),
            Map.entry("LogVariance", posterior.logVariance()))) {
      fixture.check(type, name + "Gradient" + leaf.getKey(), leaf.getValue().getGradient());
    }
  }

  private StandardNormal normal(DataType type) {
    return new StandardNormal(fixture.manager, fixture.get("z", type).getShape());
  }
}
