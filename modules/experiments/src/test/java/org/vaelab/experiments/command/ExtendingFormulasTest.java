package org.vaelab.experiments.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.experiments.extension.Extensions;
import org.vaelab.input.ImageShape;
import org.vaelab.json.Vocabulary;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.LikelihoodSpec;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.vae.Prior;
import org.vaelab.models.vae.PriorSpec;
import org.vaelab.spec.SpecFile;
import org.vaelab.spec.SpecWords;

/** The formulas of the worked examples, against the same in plain Java. */
class ExtendingFormulasTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("vaelab.root", "../.."), "experiments", "extending");

  private static final Offset<Double> CLOSE = within(1e-3);

  private final NDManager manager = ComputeEngine.start().newManager(Device.cpu());

  @BeforeEach
  void seed() {
    ComputeEngine.start().seed(0);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private static Vocabulary with(String example) {
    return Extensions.load(SpecWords.builtIn(), List.of(FOLDER.resolve(example))).vocabulary();
  }

  private NDArray random(long... shape) {
    return manager.randomNormal(new Shape(shape));
  }

  private static double logNormal(double x, double mean, double logVariance) {
    return -0.5
        * (Math.log(2 * Math.PI) + logVariance + (x - mean) * (x - mean) / Math.exp(logVariance));
  }

  private static float[][] rows(NDArray array) {
    int columns = Math.toIntExact(array.getShape().get(1));
    float[] all = array.toFloatArray();
    float[][] rows = new float[all.length / columns][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * columns, (i + 1) * columns);
    }
    return rows;
  }

  @Test
  void betaTcAddsTheTotalCorrelation() {
    Vocabulary words = with("BetaTc.java");
    Objective objective =
        SpecFile.read(FOLDER.resolve("beta-tc.json"), List.of(), words).loss().objective();
    Objective bound =
        SpecFile.read(FOLDER.resolve("beta-tc.json"), List.of("loss.objective.beta=1"), words)
            .loss()
            .objective();
    NDArray z = random(4, 3);
    DiagonalGaussian posterior = new DiagonalGaussian(random(4, 3), random(4, 3));
    VaeOutput output =
        new VaeOutput(
            posterior,
            new StandardNormal(manager, new Shape(4, 3)),
            new StandardNormal(manager, new Shape(4, 1, 2, 2)),
            z);
    NDArray images = random(4, 1, 2, 2);

    float[] elbo = new Elbo().terms(output, images).loss().toFloatArray();
    float[] loss = objective.terms(output, images).loss().toFloatArray();
    assertThat(bound.terms(output, images).loss().toFloatArray()).isEqualTo(elbo);
    double[] correlation =
        correlation(rows(z), rows(posterior.mean()), rows(posterior.logVariance()));
    for (int i = 0; i < 4; i++) {
      assertThat((double) loss[i]).isCloseTo(elbo[i] + 5 * correlation[i], CLOSE);
    }
    assertThat(objective.weights()).isEqualTo(Map.of("beta", 6.0));
  }

  /** Of 2,000 images. */
  private static double[] correlation(float[][] z, float[][] mean, float[][] logVariance) {
    double[] correlation = new double[z.length];
    double pairs = 2000.0 * z.length;
    for (int i = 0; i < z.length; i++) {
      double joint = 0;
      double[] each = new double[z[i].length];
      for (int j = 0; j < z.length; j++) {
        double product = 1;
        for (int d = 0; d < each.length; d++) {
          double density = Math.exp(logNormal(z[i][d], mean[j][d], logVariance[j][d]));
          product *= density;
          each[d] += density;
        }
        joint += product;
      }
      correlation[i] = Math.log(joint / pairs);
      for (double density : each) {
        correlation[i] -= Math.log(density / pairs);
      }
    }
    return correlation;
  }

  @Test
  void laplaceIsItsDensity() {
    LikelihoodSpec spec =
        Objects.requireNonNull(
            with("LaplacePixels.java").standard(LikelihoodSpec.class).get("laplace"));
    NDArray raw = random(2, 1, 2, 2);
    Distribution laplace = spec.create(new ImageShape(1, 2, 2)).create(raw, true);
    float[] x = {0.1f, 0.9f, 0.5f, 0, 1, 0.2f, 0.3f, 0.4f};
    float[] mean = laplace.mean().toFloatArray();
    float[] found = laplace.logProbability(manager.create(x).reshape(2, 1, 2, 2)).toFloatArray();

    for (int i = 0; i < 2; i++) {
      double sum = 0;
      for (int d = 4 * i; d < 4 * i + 4; d++) {
        sum -= Math.log(0.2) + Math.abs(x[d] - mean[d]) / 0.1;
      }
      assertThat((double) found[i]).isCloseTo(sum, CLOSE);
    }
    NDArray many =
        spec.create(new ImageShape(1, 200, 200)).create(random(1, 1, 200, 200), false).sample();
    NDArray distance =
        spec.create(new ImageShape(1, 1, 1))
            .create(manager.zeros(new Shape(40_000, 1, 1, 1)), false)
            .sample();
    for (float value : many.toFloatArray()) {
      assertThat(value).isFinite();
    }
    // The mean distance from the mean, which is 0.5 here, is the scale.
    assertThat((double) distance.sub(manager.create(0.5f)).abs().mean().getFloat())
        .isCloseTo(0.1, within(0.005));
    assertThat((double) distance.mean().getFloat()).isCloseTo(0.5, within(0.005));
  }

  @Test
  void aMixtureIsTheMeanOfItsParts() {
    Prior prior =
        Objects.requireNonNull(with("MixturePrior.java").standard(PriorSpec.class).get("mixture"))
            .create(2, 0);
    prior.block().initialize(manager, DataType.FLOAT32, new Shape(3, 2));
    Distribution mixture =
        prior.distribution(new ParameterStore(manager, false), manager, 3, null, false);
    float[][] means = rows(prior.block().getParameters().get("means").getArray());
    NDArray z = random(3, 2);
    float[] found = mixture.logProbability(z).toFloatArray();
    float[][] codes = rows(z);

    for (int i = 0; i < 3; i++) {
      double sum = 0;
      for (float[] mean : means) {
        sum +=
            Math.exp(logNormal(codes[i][0], mean[0], 0) + logNormal(codes[i][1], mean[1], 0)) / 10;
      }
      assertThat((double) found[i]).isCloseTo(Math.log(sum), CLOSE);
    }
    assertThat(mixture.sample().getShape()).isEqualTo(mixture.shape()).isEqualTo(new Shape(3, 2));
    assertThat(mixture.mean().getShape()).isEqualTo(new Shape(3, 2));
  }
}
