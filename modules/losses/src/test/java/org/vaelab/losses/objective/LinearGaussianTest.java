package org.vaelab.losses.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.Scalars;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;

/**
 * Bounds of a model whose likelihood is known: z ~ N(0, 1), x|z ~ N(a z, s^2 I) in two dimensions,
 * so that x ~ N(0, a a^T + s^2 I).
 */
class LinearGaussianTest {
  private static final double[] A = {1.5, -0.8};
  private static final double[] X = {0.7, 0.4};
  private static final double VARIANCE = 0.6;

  private final ComputeEngine engine = ComputeEngine.start();
  private final NDManager manager = engine.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  /** {@code log N(x; 0, a a^T + s^2 I)}, by the determinant and the inverse of a 2 by 2 matrix. */
  private static double exact() {
    double p = A[0] * A[0] + VARIANCE;
    double q = A[0] * A[1];
    double r = A[1] * A[1] + VARIANCE;
    double determinant = p * r - q * q;
    double form = (r * X[0] * X[0] - 2 * q * X[0] * X[1] + p * X[1] * X[1]) / determinant;
    return -0.5 * (2 * Math.log(2 * Math.PI) + Math.log(determinant) + form);
  }

  @Test
  void theBoundRisesToTheLikelihood() {
    engine.seed(3);
    double before = Double.NEGATIVE_INFINITY;
    for (int samples : new int[] {1, 10, 100, 5000}) {
      int copies = samples == 5000 ? 40 : 4000;
      double[] bounds = terms(new Iwae(samples), copies, leaf()).loss().neg().toDoubleArray();
      double mean = mean(bounds);
      double error = Math.sqrt(variance(bounds) / copies);
      assertThat(mean).isGreaterThan(before - error).isLessThan(exact() + 3 * error);
      if (samples == 5000) {
        assertThat(mean).isCloseTo(exact(), within(3 * error));
        assertThat(error).isLessThan(0.01);
      }
      before = mean;
    }
  }

  /** At the true posterior every weight is p(x): any number of samples gives it exactly. */
  @Test
  void atTheTruePosteriorEveryBoundIsTight() {
    double precision = 1 + (A[0] * A[0] + A[1] * A[1]) / VARIANCE;
    double mean = (A[0] * X[0] + A[1] * X[1]) / VARIANCE / precision;
    NDArray leaf = manager.create(new double[] {mean, -Math.log(precision)});
    for (Objective each :
        new Objective[] {
          new Iwae(1),
          new Iwae(7),
          new Dreg(4),
          new Miwae(6, 3),
          new Piwae(6, 2),
          new Ciwae(5, 0.3),
          new Elbo(1)
        }) {
      for (double value : terms(each, 3, leaf).loss().toDoubleArray()) {
        // The bound with an exact KL varies with z, and is right on average alone.
        if (!(each instanceof Elbo)) {
          assertThat(-value).isCloseTo(exact(), within(1e-9));
        }
      }
    }
  }

  /** With one sample: the same value but for the KL, which one draw estimates, in all. */
  @Test
  void oneSampleIsTheEvidenceLowerBound() {
    Gradient bound = gradient(new Iwae(1), 20_000, false);
    Gradient elbo = gradient(new Elbo(), 20_000, false);
    assertThat(bound.loss).isCloseTo(elbo.loss, within(0.03));
    assertThat(bound.mean).containsExactly(elbo.mean, within(0.03));
    // With the estimated KL in place of the exact one they are equal draw by draw.
    assertThat(gradient(new Iwae(1), 50, false).mean)
        .containsExactly(gradient(new Ciwae(1, 1), 50, false).mean, within(1e-12));
  }

  @Test
  void theDoublyReparameterizedGradientHasTheSameExpectationAndLessVariance() {
    int draws = 10_000;
    Gradient plain = gradient(new Iwae(16), draws, false);
    Gradient doubly = gradient(new Dreg(16), draws, true);
    for (int i = 0; i < 2; i++) {
      double error = Math.sqrt((plain.variance[i] + doubly.variance[i]) / draws);
      assertThat(doubly.mean[i]).isCloseTo(plain.mean[i], within(4 * error));
      assertThat(doubly.variance[i]).isLessThan(plain.variance[i] / 2);
    }
  }

  private record Gradient(double loss, double[] mean, double[] variance) {}

  /** Of posterior mean and log-variance; each of {@code draws} copies of x has its own. */
  private Gradient gradient(Objective objective, int draws, boolean encoder) {
    engine.seed(7);
    NDArray leaf = leaf().tile(new long[] {draws, 1}).duplicate();
    leaf.setRequiresGradient(true);
    double loss;
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      ObjectiveTerms terms = terms(objective, draws, leaf);
      loss = terms.loss().mean().getDouble();
      NDArray minimised = encoder ? Objects.requireNonNull(terms.encoderLoss()) : terms.loss();
      collector.backward(minimised.sum());
    }
    double[][] columns = new double[2][draws];
    double[] all = leaf.getGradient().toDoubleArray();
    for (int i = 0; i < all.length; i++) {
      columns[i % 2][i / 2] = all[i];
    }
    return new Gradient(
        loss,
        new double[] {mean(columns[0]), mean(columns[1])},
        new double[] {variance(columns[0]), variance(columns[1])});
  }

  private NDArray leaf() {
    return manager.create(new double[][] {{0.1, -0.5}});
  }

  private ObjectiveTerms terms(Objective objective, int copies, NDArray leaf) {
    NDArray rows = leaf.reshape(-1, 2).broadcast(new Shape(copies, 2));
    DiagonalGaussian posterior = new DiagonalGaussian(rows.get(":, 0:1"), rows.get(":, 1:2"));
    int samples = objective.samples();
    Shape shape = new Shape((long) samples * copies, 1);
    NDArray noise =
        manager.randomNormal(0, 1, shape, DataType.FLOAT32).toType(DataType.FLOAT64, false);
    long[] repeats = {samples, 1};
    NDArray z =
        posterior.mean().tile(repeats).add(posterior.standardDeviation().tile(repeats).mul(noise));
    NDArray means = z.matMul(manager.create(new double[][] {A})).reshape(-1, 1, 1, 2);
    NDArray images =
        manager.create(new double[][] {X}).tile(new long[] {copies, 1}).reshape(-1, 1, 1, 2);
    return objective.terms(
        new VaeOutput(
            posterior,
            new StandardNormal(manager, new Shape(copies, 1)),
            new DiagonalGaussian(means, Scalars.like(means, Math.log(VARIANCE))),
            z),
        images);
  }

  private static double mean(double[] values) {
    return java.util.Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return java.util.Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum()
        / (values.length - 1);
  }
}
