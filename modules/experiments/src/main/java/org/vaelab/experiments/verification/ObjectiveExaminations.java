package org.vaelab.experiments.verification;

import static org.vaelab.experiments.verification.Examination.difference;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.engine.Scalars;
import org.vaelab.experiments.verification.Examination.Mistake;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.objective.Capacity;
import org.vaelab.losses.objective.Dip;
import org.vaelab.losses.objective.DipForm;
import org.vaelab.losses.objective.Dreg;
import org.vaelab.losses.objective.Elbo;
import org.vaelab.losses.objective.ImportanceWeights;
import org.vaelab.losses.objective.Iwae;
import org.vaelab.losses.objective.KlForm;
import org.vaelab.losses.objective.Miwae;
import org.vaelab.losses.objective.Objective;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.losses.schedule.LinearWarmUp;
import org.vaelab.losses.schedule.NoWarmUp;
import org.vaelab.losses.schedule.Progress;
import org.vaelab.losses.schedule.WarmUp;

/** Objectives on the linear-Gaussian model. */
final class ObjectiveExaminations {
  private static final int SAMPLES = 6;
  private static final int[] OVER_SAMPLES = {0};

  private final ComputeEngine engine;
  private final LinearGaussianModel model;

  /** A loss of each image. */
  @FunctionalInterface
  interface Loss {
    NDArray of(VaeOutput output, NDArray images);

    static Loss of(Objective objective) {
      return (output, images) -> objective.terms(output, images).loss();
    }
  }

  ObjectiveExaminations(ComputeEngine engine, NDManager manager) {
    this.engine = engine;
    model = new LinearGaussianModel(manager);
  }

  List<Examination<?>> all() {
    return List.of(
        weightedBound(),
        importanceBound(),
        meanOfBounds(),
        doublyReparameterized(),
        capacity(),
        covariance(),
        warmUp());
  }

  private Examination<Loss> weightedBound() {
    return new Examination<>(
        "elbo with beta 4",
        "-log p(x|z) + 4 KL, worked out image by image",
        Loss.of(new Elbo(4)),
        this::weightedFault,
        List.of(
            new Mistake<>("beta ignored", Loss.of(new Elbo(1))),
            new Mistake<>(
                "beta on the reconstruction",
                Loss.of(new Elbo(1, new NoWarmUp(), 0, 1, KlForm.EXACT, 4))),
            new Mistake<>(
                "beta times batch size over images of the data set",
                Loss.of(new Elbo(4 * 64.0 / 60_000))),
            new Mistake<>(
                "the KL's mean over the batch for every image",
                (output, x) -> {
                  NDArray kl = output.kl();
                  NDArray mean = kl.mean().broadcast(kl.getShape());
                  return output.meanLogProbability(x).neg().add(times(mean, 4));
                }),
            new Mistake<>(
                "the reconstruction's mean over pixels",
                (output, x) ->
                    times(output.meanLogProbability(x), -0.5).add(times(output.kl(), 4)))));
  }

  private Optional<String> weightedFault(Loss loss) {
    VaeOutput output =
        model.output(model.gaussian(new double[] {0.3, -1, 2}, new double[] {-1, 0.5, 0}), 1);
    double[] z = output.layers().get(0).z().toDoubleArray();
    DiagonalGaussian q = (DiagonalGaussian) output.layers().get(0).posterior();
    double[] m = q.mean().toDoubleArray();
    double[] v = q.logVariance().toDoubleArray();
    double[] known = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double kl = 0.5 * (m[i] * m[i] + Math.exp(v[i]) - v[i] - 1);
      known[i] = -LinearGaussianModel.logConditional(LinearGaussianModel.IMAGES[i], z[i]) + 4 * kl;
    }
    return difference("loss", loss.of(output, model.images()).toDoubleArray(), known, 1e-9);
  }

  private Examination<Loss> importanceBound() {
    Function<VaeOutput, NDArray> logQ = VaeOutput::logPosterior;
    return new Examination<>(
        "iwae",
        "-log p(x) at the true posterior, and the known mean of weights away from it",
        Loss.of(new Iwae(SAMPLES)),
        this::importanceFault,
        List.of(
            new Mistake<>(
                "weighted mean of log weights, right in its gradient alone (as in pythae)",
                (output, x) -> {
                  NDArray w = output.logWeights(x);
                  return ImportanceWeights.normalized(w).mul(w).sum(OVER_SAMPLES).neg();
                }),
            new Mistake<>(
                "sum of the weights in place of their mean",
                (output, x) -> {
                  NDArray right = new Iwae(SAMPLES).terms(output, x).loss();
                  return right.sub(Scalars.like(right, Math.log(SAMPLES)));
                }),
            new Mistake<>(
                "mean of the log weights",
                (output, x) -> output.logWeights(x).mean(OVER_SAMPLES).neg()),
            new Mistake<>(
                "weights raised to their power at once",
                (output, x) -> output.logWeights(x).exp().mean(OVER_SAMPLES).log().neg()),
            new Mistake<>(
                "without the prior",
                (output, x) ->
                    ImportanceWeights.logMean(output.logLikelihood(x).sub(logQ.apply(output)))
                        .neg()),
            new Mistake<>(
                "the exact KL in place of log p(z) - log q(z|x)",
                (output, x) ->
                    ImportanceWeights.logMean(output.logLikelihood(x)).neg().add(output.kl())),
            new Mistake<>(
                "one mean over samples and batch",
                (output, x) -> {
                  NDArray w = output.logWeights(x);
                  NDArray all = ImportanceWeights.logMean(w.reshape(-1, 1)).neg();
                  return all.broadcast(new Shape(w.getShape().get(1)));
                })));
  }

  private Optional<String> importanceFault(Loss loss) {
    double[] exact = new double[LinearGaussianModel.IMAGES.length];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = -LinearGaussianModel.logLikelihood(LinearGaussianModel.IMAGES[i]);
    }
    VaeOutput tight = model.output(model.posterior(), SAMPLES);
    Optional<String> first =
        difference("-log p(x)", loss.of(tight, model.images()).toDoubleArray(), exact, 1e-9);
    if (first.isPresent()) {
      return first;
    }
    VaeOutput output =
        model.output(model.gaussian(new double[] {0.3, -1, 2}, new double[] {-1, 0.5, 0}), SAMPLES);
    Optional<String> second =
        difference(
            "bound", loss.of(output, model.images()).toDoubleArray(), bounds(output, 1), 1e-9);
    // Far from the images, where every weight is below the smallest number.
    NDArray far = model.images().add(Scalars.like(model.images(), 60));
    double value = loss.of(output, far).toDoubleArray()[0];
    return second.isPresent() || Double.isFinite(value) ? second : Optional.of("far away " + value);
  }

  /** The mean of the bounds of each group of samples, by sums in Java. */
  private static double[] bounds(VaeOutput output, int groups) {
    int images = LinearGaussianModel.IMAGES.length;
    double[] z = output.layers().get(0).z().toDoubleArray();
    DiagonalGaussian q = (DiagonalGaussian) output.layers().get(0).posterior();
    double[] m = q.mean().toDoubleArray();
    double[] v = q.logVariance().toDoubleArray();
    int samples = z.length / images;
    double groupSize = (double) samples / groups;
    double[] losses = new double[images];
    for (int i = 0; i < images; i++) {
      double[] sums = new double[groups];
      for (int l = 0; l < samples; l++) {
        double code = z[l * images + i];
        double logP = -0.5 * (Math.log(2 * Math.PI) + code * code);
        double e = (code - m[i]) * (code - m[i]) / Math.exp(v[i]);
        double logQ = -0.5 * (Math.log(2 * Math.PI) + v[i] + e);
        double logX = LinearGaussianModel.logConditional(LinearGaussianModel.IMAGES[i], code);
        sums[l % groups] += Math.exp(logX + logP - logQ) / groupSize;
      }
      for (double sum : sums) {
        losses[i] -= Math.log(sum) / groups;
      }
    }
    return losses;
  }

  private Examination<Loss> meanOfBounds() {
    return new Examination<>(
        "miwae with 2 groups of 3",
        "the mean of the bounds of its groups",
        Loss.of(new Miwae(SAMPLES, 2)),
        loss -> {
          VaeOutput output =
              model.output(
                  model.gaussian(new double[] {0.3, -1, 2}, new double[] {-1, 0.5, 0}), SAMPLES);
          return difference(
              "bound", loss.of(output, model.images()).toDoubleArray(), bounds(output, 2), 1e-9);
        },
        List.of(
            new Mistake<>(
                "groups and samples interchanged (as in pythae)", Loss.of(new Miwae(SAMPLES, 3))),
            new Mistake<>("all samples in one group", Loss.of(new Iwae(SAMPLES)))));
  }

  private Examination<Loss> doublyReparameterized() {
    return new Examination<>(
        "dreg, the encoder's gradient",
        "its mean over 20,000 draws is that of iwae",
        (output, x) -> Objects.requireNonNull(new Dreg(SAMPLES).terms(output, x).encoderLoss()),
        this::gradientFault,
        List.of(
            new Mistake<>(
                "weights that are not squared",
                (output, x) -> {
                  NDArray path = output.withHeldPosterior().logWeights(x);
                  return ImportanceWeights.normalized(output.logWeights(x))
                      .mul(path)
                      .sum(OVER_SAMPLES)
                      .neg();
                }),
            new Mistake<>(
                "the posterior's parameters not held",
                (output, x) -> {
                  NDArray w = output.logWeights(x);
                  return ImportanceWeights.normalized(w).square().mul(w).sum(OVER_SAMPLES).neg();
                }),
            new Mistake<>("the gradient of the evidence lower bound", Loss.of(new Elbo()))));
  }

  private Optional<String> gradientFault(Loss loss) {
    int draws = 20_000;
    double[][] known = gradients(Loss.of(new Iwae(SAMPLES)), draws);
    double[][] given = gradients(loss, draws);
    for (int d = 0; d < 2; d++) {
      double error = Math.hypot(known[d][1], given[d][1]);
      Optional<String> fault = difference("gradient", given[d][0], known[d][0], 4 * error);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  /** Mean and standard error of the gradients by posterior mean and log-variance. */
  private double[][] gradients(Loss loss, int draws) {
    engine.seed(3);
    DiagonalGaussian one = model.gaussian(new double[] {0.1}, new double[] {-0.5});
    NDArray mean = one.mean().tile(new long[] {draws, 1}).duplicate();
    NDArray logVariance = one.logVariance().tile(new long[] {draws, 1}).duplicate();
    mean.setRequiresGradient(true);
    logVariance.setRequiresGradient(true);
    NDArray images = model.images().get("0:1").tile(new long[] {draws, 1, 1, 1});
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      VaeOutput output = model.output(new DiagonalGaussian(mean, logVariance), SAMPLES);
      collector.backward(loss.of(output, images).sum());
    }
    return new double[][] {moments(mean.getGradient()), moments(logVariance.getGradient())};
  }

  private static double[] moments(NDArray gradient) {
    double[] values = gradient.toDoubleArray();
    double mean = java.util.Arrays.stream(values).average().orElse(0);
    double squares =
        java.util.Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / values.length;
    return new double[] {mean, Math.sqrt(squares / values.length)};
  }

  private Examination<Loss> capacity() {
    return new Examination<>(
        "capacity",
        "the distance of the batch's mean KL from C",
        Loss.of(new Capacity(2, 0.5, new NoWarmUp())),
        loss -> {
          DiagonalGaussian q = model.gaussian(new double[] {0, 0, 2}, new double[] {0, 0, 0});
          VaeOutput output = model.output(q, 1);
          NDArray reconstruction = output.meanLogProbability(model.images()).neg();
          double given = loss.of(output, model.images()).sub(reconstruction).mean().getDouble();
          return difference("price", given, 2 * Math.abs(2.0 / 3 - 0.5), 1e-9);
        },
        List.of(
            new Mistake<>(
                "the distance of each image",
                (output, x) -> {
                  NDArray kl = output.kl();
                  NDArray distance = kl.sub(Scalars.like(kl, 0.5)).abs();
                  return output.meanLogProbability(x).neg().add(times(distance, 2));
                }),
            new Mistake<>(
                "without the absolute value",
                (output, x) -> {
                  NDArray kl = output.kl();
                  NDArray distance = Scalars.like(kl, 0.5).sub(kl);
                  return output.meanLogProbability(x).neg().add(times(distance, 2));
                })));
  }

  private Examination<Loss> covariance() {
    return new Examination<>(
        "dip",
        "the variance of the posterior means over the batch, less 1",
        Loss.of(new Dip(DipForm.MEANS, 0, 1)),
        loss -> {
          double[] means = {0.3, -1, 2};
          double mean = (means[0] + means[1] + means[2]) / 3;
          double variance = 0;
          for (double each : means) {
            variance += (each - mean) * (each - mean) / 3;
          }
          VaeOutput output = model.output(model.gaussian(means, new double[] {-1, 0.5, 0}), 1);
          NDArray bound = new Elbo().terms(output, model.images()).loss();
          double given = loss.of(output, model.images()).sub(bound).mean().getDouble();
          return difference("price", given, (variance - 1) * (variance - 1), 1e-9);
        },
        List.of(
            new Mistake<>(
                "means centred over dimensions in place of images (as in PyTorch-VAE)",
                (output, x) -> priced(output, x, 1, true)),
            new Mistake<>(
                "a sum over images in place of their mean (as in PyTorch-VAE)",
                (output, x) -> priced(output, x, 3, false))));
  }

  /** The bound with (c - 1)^2 for a covariance c that is made wrongly. */
  private static NDArray priced(VaeOutput output, NDArray x, double factor, boolean dimensions) {
    NDArray mean = output.layers().get(0).posterior().mean();
    NDArray centred = mean.sub(mean.mean(new int[] {dimensions ? 1 : 0}, true));
    NDArray excess = times(centred.square().mean(), factor).sub(Scalars.like(mean, 1));
    return new Elbo().terms(output, x).loss().add(excess.square());
  }

  private Examination<WarmUp> warmUp() {
    return new Examination<>(
        "linear warm-up over 2 epochs",
        "0 at first, one half after one of two epochs, 1 after both",
        new LinearWarmUp(2),
        each -> {
          double[] given = {
            each.factor(new Progress(0, 10)),
            each.factor(new Progress(10, 10)),
            each.factor(new Progress(20, 10)),
            each.factor(new Progress(90, 10))
          };
          return difference("factor", given, new double[] {0, 0.5, 1, 1}, 1e-12);
        },
        List.of(
            new Mistake<>(
                "steps counted as epochs", progress -> Math.min(1, progress.iteration() / 2.0)),
            new Mistake<>(
                "no end", progress -> progress.iteration() / (2.0 * progress.iterationsPerEpoch())),
            new Mistake<>("full from the first step", new NoWarmUp())));
  }

  private static NDArray times(NDArray array, double factor) {
    return array.mul(Scalars.like(array, factor));
  }
}
