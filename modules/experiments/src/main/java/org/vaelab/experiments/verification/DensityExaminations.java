package org.vaelab.experiments.verification;

import static org.vaelab.experiments.verification.Examination.difference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.vaelab.engine.Scalars;
import org.vaelab.engine.TorchFunction;
import org.vaelab.experiments.verification.Examination.Mistake;
import org.vaelab.losses.distribution.Bernoulli;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.StandardNormal;
import org.vaelab.losses.divergence.KullbackLeibler;

/** Densities, divergences and draws against sums, integrals and moments worked out in Java. */
final class DensityExaminations {
  private static final double[] LOGITS = {2, -1, 0.5, -40, 40, 3};
  private static final double[] PIXELS = {1, 0, 0.25, 1, 1, 0};
  private static final double[] MEANS = {0.5, -1.5, 0, 2};
  private static final double[] LOG_VARIANCES = {-1, 0.7, -3, 0.2};

  private static final TorchFunction CLIPPED =
      TorchFunction.of("clipped", List.of("p"), "return torch.clamp(p, 1e-7, 0.9999999)");

  private final NDManager manager;

  DensityExaminations(NDManager manager) {
    this.manager = manager;
  }

  List<Examination<?>> all() {
    return List.of(bernoulli(), gaussian(), divergence(), draws());
  }

  private Examination<BinaryOperator<NDArray>> bernoulli() {
    return new Examination<>(
        "Bernoulli likelihood",
        "the sum over pixels, for grey pixels and logits of 40",
        (logits, x) -> new Bernoulli(logits).logProbability(x),
        this::bernoulliFault,
        List.of(
            new Mistake<>(
                "mean over pixels in place of the sum",
                (logits, x) -> times(new Bernoulli(logits).logProbability(x), 1.0 / LOGITS.length)),
            new Mistake<>(
                "probabilities clipped to [1e-7, 1 - 1e-7]",
                (logits, x) -> {
                  NDArray p = CLIPPED.apply(new Bernoulli(logits).mean());
                  NDArray rest = one(x).sub(x).mul(one(p).sub(p).log());
                  return x.mul(p.log()).add(rest).sum(new int[] {1});
                }),
            new Mistake<>(
                "a sigmoid in the network and another in the loss",
                (logits, x) -> new Bernoulli(new Bernoulli(logits).mean()).logProbability(x)),
            new Mistake<>(
                "the half of white pixels alone",
                (logits, x) -> {
                  NDArray white = logits.getNDArrayInternal().softPlus().sub(logits).neg();
                  return x.mul(white).sum(new int[] {1});
                })));
  }

  private Optional<String> bernoulliFault(BinaryOperator<NDArray> density) {
    double known = 0;
    for (int i = 0; i < LOGITS.length; i++) {
      double white = -Math.log1p(Math.exp(-LOGITS[i]));
      double black = -LOGITS[i] + white;
      known += PIXELS[i] * white + (1 - PIXELS[i]) * black;
    }
    double given = density.apply(row(LOGITS), row(PIXELS)).getDouble(0);
    return difference("log p(x)", given, known, 1e-9);
  }

  private Examination<UnaryOperator<NDArray>> gaussian() {
    return new Examination<>(
        "Gaussian density",
        "its integral over a grid is 1, and its logarithm that of the formula",
        x -> density(x).logProbability(x),
        this::gaussianFault,
        List.of(
            new Mistake<>(
                "without log 2 pi",
                x -> {
                  NDArray right = density(x).logProbability(x);
                  return right.add(Scalars.like(right, 0.5 * Math.log(2 * Math.PI)));
                }),
            new Mistake<>(
                "the log-variance read as log-deviation",
                x -> {
                  DiagonalGaussian own = density(x);
                  return new DiagonalGaussian(own.mean(), times(own.logVariance(), 2))
                      .logProbability(x);
                }),
            new Mistake<>(
                "squared error without the half",
                x -> times(x.sub(density(x).mean()).square(), -1).sum(new int[] {1})),
            new Mistake<>(
                "without the log-determinant",
                x -> {
                  NDArray right = density(x).logProbability(x);
                  return right.add(Scalars.like(right, 0.5 * LOG_VARIANCES[0]));
                })));
  }

  /** N(MEANS[0], exp LOG_VARIANCES[0]) for each row of x (B, 1). */
  private DiagonalGaussian density(NDArray x) {
    return new DiagonalGaussian(
        x.onesLike().mul(Scalars.like(x, MEANS[0])),
        x.onesLike().mul(Scalars.like(x, LOG_VARIANCES[0])));
  }

  private Optional<String> gaussianFault(UnaryOperator<NDArray> density) {
    int points = 4001;
    double step = 0.005;
    double[] grid = new double[points];
    for (int i = 0; i < points; i++) {
      grid[i] = MEANS[0] + (i - points / 2) * step;
    }
    double integral = 0;
    for (double each : density.apply(manager.create(grid, new Shape(points, 1))).toDoubleArray()) {
      integral += Math.exp(each) * step;
    }
    double ratio =
        density.apply(manager.create(new double[] {1.5}, new Shape(1, 1))).getDouble(0)
            - density.apply(manager.create(new double[] {MEANS[0]}, new Shape(1, 1))).getDouble(0);
    Optional<String> first = difference("integral", integral, 1, 1e-6);
    double known = -0.5 * (1.5 - MEANS[0]) * (1.5 - MEANS[0]) * Math.exp(-LOG_VARIANCES[0]);
    return first.isPresent() ? first : difference("log ratio", ratio, known, 1e-9);
  }

  private Examination<BinaryOperator<NDArray>> divergence() {
    BinaryOperator<NDArray> real =
        (mean, logVariance) ->
            KullbackLeibler.between(
                new DiagonalGaussian(mean, logVariance),
                new StandardNormal(manager, mean.getShape()));
    return new Examination<>(
        "KL from N(0, I)",
        "the integral of q log q/p over a grid",
        real,
        this::divergenceFault,
        List.of(
            new Mistake<>(
                "mean over latent dimensions in place of the sum",
                (m, v) -> times(real.apply(m, v), 1.0 / MEANS.length)),
            new Mistake<>(
                "log-variance clipped to [-1e-10, 100]",
                (m, v) ->
                    KullbackLeibler.between(
                        KullbackLeibler.clipped(new DiagonalGaussian(m, v)),
                        new StandardNormal(manager, m.getShape()))),
            new Mistake<>(
                "the log-variance read as log-deviation", (m, v) -> real.apply(m, times(v, 2))),
            new Mistake<>("without the half", (m, v) -> times(real.apply(m, v), 2)),
            new Mistake<>(
                "divided by the pixels of an image", (m, v) -> times(real.apply(m, v), 1.0 / 784)),
            new Mistake<>("with the other sign", (m, v) -> times(real.apply(m, v), -1)),
            new Mistake<>(
                "KL(p || q) in place of KL(q || p)",
                (m, v) ->
                    KullbackLeibler.between(
                        new DiagonalGaussian(m.zerosLike(), v.zerosLike()),
                        new DiagonalGaussian(m, v)))));
  }

  private Optional<String> divergenceFault(BinaryOperator<NDArray> divergence) {
    double known = 0;
    for (int d = 0; d < MEANS.length; d++) {
      double deviation = Math.exp(LOG_VARIANCES[d] / 2);
      double step = 24 * deviation / 8000;
      for (int i = 0; i <= 8000; i++) {
        double z = MEANS[d] - 12 * deviation + i * step;
        double e = (z - MEANS[d]) / deviation;
        double logQ = -0.5 * (Math.log(2 * Math.PI) + LOG_VARIANCES[d] + e * e);
        double logP = -0.5 * (Math.log(2 * Math.PI) + z * z);
        known += Math.exp(logQ) * (logQ - logP) * step;
      }
    }
    double given = divergence.apply(row(MEANS), row(LOG_VARIANCES)).getDouble(0);
    return difference("KL", given, known, 1e-6);
  }

  private Examination<BinaryOperator<NDArray>> draws() {
    return new Examination<>(
        "draws of a Gaussian",
        "mean and variance of 20,000, and rows that have nothing to do with each other",
        (mean, logVariance) -> new DiagonalGaussian(mean, logVariance).sample(),
        this::drawsFault,
        List.of(
            new Mistake<>(
                "exp(log-variance) for the deviation", (m, v) -> m.add(v.exp().mul(noise(m)))),
            new Mistake<>(
                "the log-variance itself for the deviation", (m, v) -> m.add(v.mul(noise(m)))),
            new Mistake<>(
                "uniform noise",
                (m, v) ->
                    m.add(
                        times(v, 0.5)
                            .exp()
                            .mul(
                                manager
                                    .randomUniform(0, 1, m.getShape())
                                    .toType(DataType.FLOAT64, false)))),
            new Mistake<>(
                "one noise for the whole batch",
                (m, v) -> m.add(times(v, 0.5).exp().mul(noise(m.get("0:1"))))),
            new Mistake<>("no noise", (m, v) -> m)));
  }

  private Optional<String> drawsFault(BinaryOperator<NDArray> draw) {
    int rows = 20_000;
    NDArray mean = row(MEANS).tile(new long[] {rows, 1});
    NDArray variance = row(LOG_VARIANCES).tile(new long[] {rows, 1});
    double[] all = draw.apply(mean, variance).toDoubleArray();
    for (int d = 0; d < MEANS.length; d++) {
      double sum = 0;
      double squares = 0;
      double neighbours = 0;
      for (int i = 0; i < rows; i++) {
        double e = all[i * MEANS.length + d] - MEANS[d];
        double next = all[(i + 1) % rows * MEANS.length + d] - MEANS[d];
        sum += e / rows;
        squares += e * e / rows;
        neighbours += e * next / rows;
      }
      double known = Math.exp(LOG_VARIANCES[d]);
      double error = known * Math.sqrt(2.0 / rows);
      Optional<String> fault = difference("mean", MEANS[d] + sum, MEANS[d], 5 * error);
      fault = fault.isPresent() ? fault : difference("variance", squares, known, 5 * error);
      fault = fault.isPresent() ? fault : difference("covariance", neighbours, 0, 5 * error);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private NDArray noise(NDArray like) {
    return manager
        .randomNormal(0, 1, like.getShape(), DataType.FLOAT32)
        .toType(DataType.FLOAT64, false);
  }

  private NDArray row(double[] values) {
    return manager.create(values, new Shape(1, values.length));
  }

  private static NDArray times(NDArray array, double factor) {
    return array.mul(Scalars.like(array, factor));
  }

  private static NDArray one(NDArray like) {
    return Scalars.like(like, 1);
  }
}
