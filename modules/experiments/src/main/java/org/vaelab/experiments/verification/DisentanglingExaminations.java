package org.vaelab.experiments.verification;

import static org.vaelab.experiments.verification.Examination.difference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.vaelab.engine.Scalars;
import org.vaelab.experiments.verification.Examination.Mistake;
import org.vaelab.experiments.verification.ObjectiveExaminations.Loss;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.divergence.Kernel;
import org.vaelab.losses.divergence.MeanDiscrepancy;
import org.vaelab.losses.objective.BatchSampling;
import org.vaelab.losses.objective.BetaTc;
import org.vaelab.losses.objective.VaeOutput;

/** What compares the codes of a batch as a whole with the prior. */
final class DisentanglingExaminations {
  private static final int DRAWS = 16;
  private static final int BATCH = 4;
  private static final int IMAGES = 10;

  private final NDManager manager;

  DisentanglingExaminations(NDManager manager) {
    this.manager = manager;
  }

  List<Examination<?>> all() {
    return List.of(discrepancy(), betaTc());
  }

  private Examination<BinaryOperator<NDArray>> discrepancy() {
    BinaryOperator<NDArray> real = (a, b) -> MeanDiscrepancy.squared(a, b, Kernel.RBF);
    return new Examination<>(
        "discrepancy of info and wae",
        "its mean over batches is the integral for N(0, I) and N((1, 1), I)",
        real,
        this::discrepancyFault,
        List.of(
            new Mistake<>("with the other sign", (a, b) -> real.apply(a, b).neg()),
            new Mistake<>(
                "each code beside itself too",
                (a, b) -> {
                  NDArray all = real.apply(a, b);
                  double own = 2.0 / DRAWS;
                  // (N - 1)/N of the pairs' mean, and 1 of each code beside itself.
                  NDArray across = crossed(a, b);
                  NDArray pairs = all.add(across);
                  NDArray shrunk = pairs.mul(Scalars.like(all, 1 - 1.0 / DRAWS));
                  return shrunk.add(Scalars.like(all, own)).sub(across);
                }),
            new Mistake<>(
                "the mixed pairs once in place of twice",
                (a, b) ->
                    real.apply(a, b).add(crossed(a, b).mul(Scalars.like(crossed(a, b), 0.5)))),
            new Mistake<>(
                "its root in place of its square", (a, b) -> real.apply(a, b).abs().sqrt())));
  }

  /** {@code 2/N^2 sum k(a_i, b_j)}. */
  private static NDArray crossed(NDArray a, NDArray b) {
    NDArray distance = a.expandDims(1).sub(b.expandDims(0)).square().sum(new int[] {2});
    NDArray width = Scalars.like(distance, -1.0 / (2 * a.getShape().get(1)));
    NDArray mean = distance.mul(width).exp().mean();
    return mean.mul(Scalars.like(mean, 2));
  }

  /**
   * In two dimensions C is 4, differences of draws of one have the variance 2, and {@code E k} is
   * {@code C/(C + 4) exp(-|m|^2/(C + 4))} for means m apart.
   */
  private Optional<String> discrepancyFault(BinaryOperator<NDArray> squared) {
    int batches = 600;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < batches; i++) {
      try (NDManager scratch = manager.newSubManager()) {
        NDArray a = scratch.randomNormal(0, 1, new Shape(DRAWS, 2), DataType.FLOAT32);
        NDArray b = scratch.randomNormal(1, 1, new Shape(DRAWS, 2), DataType.FLOAT32);
        double each = squared.apply(a, b).getFloat();
        sum += each / batches;
        squares += each * each / batches;
      }
    }
    double known = 2 * 0.5 * (1 - Math.exp(-2 / 8.0));
    double error = Math.sqrt((squares - sum * sum) / batches);
    return difference("mean", sum, known, 4 * error);
  }

  private Examination<Loss> betaTc() {
    return new Examination<>(
        "beta-tc, stratified",
        "its three parts by sums over the posteriors of a batch",
        Loss.of(objective(4, BatchSampling.STRATIFIED)),
        this::betaTcFault,
        List.of(
            new Mistake<>(
                "1/N in the first column, not for the image's own posterior (as in the paper's"
                    + " program)",
                (output, x) -> {
                  double[][] weights = weights();
                  for (int i = 0; i < BATCH; i++) {
                    double own = weights[i][i];
                    weights[i][i] = weights[i][0];
                    weights[i][0] = own;
                  }
                  return manager.create(losses(output, weights));
                }),
            new Mistake<>(
                "every posterior of the batch as likely as another",
                Loss.of(objective(4, BatchSampling.WEIGHTED))),
            new Mistake<>(
                "beta beside the total correlation that the bound has already",
                Loss.of(objective(5, BatchSampling.STRATIFIED))),
            new Mistake<>(
                "the image's own posterior for the mixture",
                (output, x) -> {
                  double[][] weights = new double[BATCH][BATCH];
                  for (int i = 0; i < BATCH; i++) {
                    weights[i][i] = 1;
                  }
                  return manager.create(losses(output, weights));
                })));
  }

  private static BetaTc objective(double beta, BatchSampling sampling) {
    return new BetaTc(IMAGES, beta, 0.5, 2, sampling);
  }

  private Optional<String> betaTcFault(Loss loss) {
    Random random = new Random(9);
    double[] mean = new double[BATCH * 2];
    double[] logVariance = new double[BATCH * 2];
    double[] z = new double[BATCH * 2];
    for (int i = 0; i < z.length; i++) {
      mean[i] = random.nextGaussian();
      logVariance[i] = random.nextGaussian() - 1;
      z[i] = mean[i] + Math.exp(logVariance[i] / 2) * random.nextGaussian();
    }
    Shape codes = new Shape(BATCH, 2);
    NDArray images = manager.zeros(new Shape(BATCH, 1), DataType.FLOAT64);
    VaeOutput output =
        new VaeOutput(
            new DiagonalGaussian(manager.create(mean, codes), manager.create(logVariance, codes)),
            new StandardNormal(manager, codes),
            new StandardNormal(manager, new Shape(BATCH, 1)),
            manager.create(z, codes));
    return difference(
        "loss", loss.of(output, images).toDoubleArray(), losses(output, weights()), 1e-9);
  }

  /** Of Chen et al., 2018, appendix C.2. */
  private static double[][] weights() {
    double others = BATCH - 1;
    double[][] weights = new double[BATCH][BATCH];
    for (int i = 0; i < BATCH; i++) {
      java.util.Arrays.fill(weights[i], 1 / others);
      weights[i][i] = 1.0 / IMAGES;
      weights[i][(i + 1) % BATCH] = (IMAGES - others) / (IMAGES * others);
    }
    return weights;
  }

  /** With alpha 1/2, beta 4 and gamma 2; the images are 0 under a standard normal. */
  private static double[] losses(VaeOutput output, double[][] weights) {
    DiagonalGaussian q = (DiagonalGaussian) output.layers().get(0).posterior();
    double[] z = output.layers().get(0).z().toDoubleArray();
    double[] m = q.mean().toDoubleArray();
    double[] v = q.logVariance().toDoubleArray();
    double[] losses = new double[BATCH];
    for (int i = 0; i < BATCH; i++) {
      double joint = 0;
      double[] each = new double[2];
      for (int j = 0; j < BATCH; j++) {
        double first = density(z[2 * i], m[2 * j], v[2 * j]);
        double second = density(z[2 * i + 1], m[2 * j + 1], v[2 * j + 1]);
        joint += weights[i][j] * first * second;
        each[0] += weights[i][j] * first;
        each[1] += weights[i][j] * second;
      }
      double own =
          density(z[2 * i], m[2 * i], v[2 * i]) * density(z[2 * i + 1], m[2 * i + 1], v[2 * i + 1]);
      double prior = density(z[2 * i], 0, 0) * density(z[2 * i + 1], 0, 0);
      double product = each[0] * each[1];
      losses[i] =
          0.5 * Math.log(2 * Math.PI)
              + 0.5 * Math.log(own / joint)
              + 4 * Math.log(joint / product)
              + 2 * Math.log(product / prior);
    }
    return losses;
  }

  private static double density(double x, double mean, double logVariance) {
    double e = x - mean;
    return Math.exp(-0.5 * (Math.log(2 * Math.PI) + logVariance + e * e / Math.exp(logVariance)));
  }
}
