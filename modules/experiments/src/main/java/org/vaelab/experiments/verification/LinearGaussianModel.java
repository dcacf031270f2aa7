package org.vaelab.experiments.verification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.vaelab.engine.Scalars;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.objective.VaeOutput;

/**
 * A model of which everything is known: {@code z ~ N(0, 1)}, {@code x|z ~ N(a z, s^2 I)} in two
 * dimensions, so that {@code x ~ N(0, a a^T + s^2 I)} and {@code z|x ~ N(a.x / s^2 / t, 1/t)} with
 * {@code t = 1 + a.a / s^2}.
 *
 * <p>Source: Bishop, Pattern Recognition and Machine Learning, 2006, section 12.2.
 */
record LinearGaussianModel(NDManager manager) {
  static final double[][] IMAGES = {{0.7, 0.4}, {-2, 1}, {0.1, -3}};
  private static final double[] A = {1.5, -0.8};
  private static final double VARIANCE = 0.6;

  /** {@code log p(x)} of an image. */
  static double logLikelihood(double[] x) {
    double p = A[0] * A[0] + VARIANCE;
    double q = A[0] * A[1];
    double r = A[1] * A[1] + VARIANCE;
    double determinant = p * r - q * q;
    double form = (r * x[0] * x[0] - 2 * q * x[0] * x[1] + p * x[1] * x[1]) / determinant;
    return -0.5 * (2 * Math.log(2 * Math.PI) + Math.log(determinant) + form);
  }

  /** {@code log p(x|z)}. */
  static double logConditional(double[] x, double z) {
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      double e = x[i] - A[i] * z;
      sum += Math.log(2 * Math.PI * VARIANCE) + e * e / VARIANCE;
    }
    return -0.5 * sum;
  }

  static double posteriorPrecision() {
    return 1 + (A[0] * A[0] + A[1] * A[1]) / VARIANCE;
  }

  static double posteriorMean(double[] x) {
    return (A[0] * x[0] + A[1] * x[1]) / VARIANCE / posteriorPrecision();
  }

  /** The true posteriors of {@link #IMAGES}. */
  DiagonalGaussian posterior() {
    double[] means = new double[IMAGES.length];
    double[] logVariances = new double[IMAGES.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = posteriorMean(IMAGES[i]);
      logVariances[i] = -Math.log(posteriorPrecision());
    }
    return gaussian(means, logVariances);
  }

  DiagonalGaussian gaussian(double[] means, double[] logVariances) {
    Shape shape = new Shape(means.length, 1);
    return new DiagonalGaussian(manager.create(means, shape), manager.create(logVariances, shape));
  }

  NDArray images() {
    return manager.create(IMAGES).reshape(IMAGES.length, 1, 1, 2);
  }

  /** What the model makes of samples of a posterior, all first samples first. */
  VaeOutput output(DiagonalGaussian posterior, int samples) {
    long rows = posterior.shape().get(0);
    Shape shape = new Shape(samples * rows, 1);
    NDArray noise =
        manager.randomNormal(0, 1, shape, DataType.FLOAT32).toType(DataType.FLOAT64, false);
    long[] repeats = {samples, 1};
    NDArray z =
        posterior.mean().tile(repeats).add(posterior.standardDeviation().tile(repeats).mul(noise));
    NDArray means = z.matMul(manager.create(new double[][] {A})).reshape(-1, 1, 1, 2);
    return new VaeOutput(
        posterior,
        new StandardNormal(manager, new Shape(rows, 1)),
        new DiagonalGaussian(means, Scalars.like(means, Math.log(VARIANCE))),
        z);
  }
}
