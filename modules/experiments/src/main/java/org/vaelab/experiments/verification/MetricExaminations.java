package org.vaelab.experiments.verification;

import static org.vaelab.experiments.verification.Examination.difference;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.vaelab.experiments.evaluation.CodeAccuracy;
import org.vaelab.experiments.evaluation.ElboSurgery;
import org.vaelab.experiments.evaluation.Estimate;
import org.vaelab.experiments.evaluation.Evaluator;
import org.vaelab.experiments.verification.Examination.Mistake;

/** What is measured of trained models, where the answer is known. */
final class MetricExaminations {
  private static final int COUNT = 300;

  private final NDManager manager;

  /** Posterior means, a draw of each, both {@code [N][Z]}, with unit variances. */
  private record Codes(double[][] means, double[][] draws) {}

  MetricExaminations(NDManager manager) {
    this.manager = manager;
  }

  List<Examination<?>> all() {
    return List.of(mutualInformation(), activeUnits(), means(), probe(), neighbours(), bits());
  }

  private Examination<ToDoubleFunction<Codes>> mutualInformation() {
    return new Examination<>(
        "mutual information",
        "log 2 of posteriors in two places far apart",
        codes -> surgery(codes, codes.means()).mutualInformation().mean(),
        information ->
            difference("I(x; z)", information.applyAsDouble(mixture()), Math.log(2), 1e-6),
        List.of(
            new Mistake<>(
                "a sum over posteriors in place of their mean",
                codes ->
                    surgery(codes, codes.means()).mutualInformation().mean() - Math.log(COUNT)),
            new Mistake<>(
                "the divergence itself",
                codes -> {
                  double sum = 0;
                  for (double[] mean : codes.means()) {
                    sum += 0.5 * mean[0] * mean[0] / COUNT;
                  }
                  return sum;
                }),
            new Mistake<>(
                "the posteriors of other images",
                codes -> {
                  double[][] shifted = codes.means().clone();
                  java.util.Collections.rotate(Arrays.asList(shifted), 1);
                  return surgery(codes, shifted).mutualInformation().mean();
                })));
  }

  private ElboSurgery surgery(Codes codes, double[][] means) {
    double[][] logVariances = new double[COUNT][1];
    return ElboSurgery.of(manager, means, logVariances, codes.draws(), new double[COUNT]);
  }

  private static Codes mixture() {
    Random random = new Random(3);
    double[][] means = new double[COUNT][1];
    double[][] draws = new double[COUNT][1];
    for (int i = 0; i < COUNT; i++) {
      means[i][0] = i % 2 == 0 ? 30 : -30;
      draws[i][0] = means[i][0] + random.nextGaussian();
    }
    return new Codes(means, draws);
  }

  private static Examination<ToDoubleFunction<Codes>> activeUnits() {
    return new Examination<>(
        "active units",
        "one of two dimensions, the other of which is noise",
        codes -> active(Evaluator.variances(codes.means())),
        count -> difference("active", count.applyAsDouble(twoDimensions()), 1, 0),
        List.of(
            new Mistake<>(
                "the variance of draws", codes -> active(Evaluator.variances(codes.draws()))),
            new Mistake<>(
                "the deviation against the same bound",
                codes ->
                    active(
                        Arrays.stream(Evaluator.variances(codes.means()))
                            .map(Math::sqrt)
                            .toArray())),
            new Mistake<>(
                "the mean square, which a shifted dimension has too",
                codes ->
                    active(
                        new double[] {
                          meanSquare(codes.means(), 0), meanSquare(codes.means(), 1)
                        }))));
  }

  private static double active(double[] variances) {
    return Arrays.stream(variances).filter(each -> each > Evaluator.ACTIVE).count();
  }

  private static double meanSquare(double[][] rows, int d) {
    return Arrays.stream(rows).mapToDouble(row -> row[d] * row[d]).average().orElse(0);
  }

  /** One dimension that knows the image, and one whose mean hardly moves around 0.5. */
  private static Codes twoDimensions() {
    Random random = new Random(4);
    double[][] means = new double[COUNT][];
    double[][] draws = new double[COUNT][];
    for (int i = 0; i < COUNT; i++) {
      means[i] = new double[] {random.nextGaussian(), 0.5 + 0.03 * random.nextGaussian()};
      draws[i] =
          new double[] {
            means[i][0] + 0.1 * random.nextGaussian(), means[i][1] + random.nextGaussian()
          };
    }
    return new Codes(means, draws);
  }

  /** Images come in batches of 100, and the last one has 10. */
  private static Examination<Function<double[], Estimate>> means() {
    return new Examination<>(
        "means over images",
        "mean and standard error of 1, 2, ... 310",
        Estimate::of,
        mean -> {
          double[] values = new double[310];
          Arrays.setAll(values, i -> i + 1);
          Estimate given = mean.apply(values);
          double error = Math.sqrt(310 * 311 / 12.0 / 310); // variance n (n + 1) / 12
          Optional<String> fault = difference("mean", given.mean(), 155.5, 1e-9);
          return fault.isPresent()
              ? fault
              : difference("error", given.standardError(), error, 1e-9);
        },
        List.of(
            new Mistake<>(
                "the last short batch weighs as much as a whole one",
                values -> {
                  double sum = 0;
                  for (int from = 0; from < 310; from += 100) {
                    sum +=
                        Estimate.of(Arrays.copyOfRange(values, from, Math.min(310, from + 100)))
                            .mean();
                  }
                  return new Estimate(sum / 4, Estimate.of(values).standardError());
                }),
            new Mistake<>(
                "the last short batch left out", values -> Estimate.of(Arrays.copyOf(values, 300))),
            new Mistake<>(
                "the deviation of the images for the error of their mean",
                values ->
                    new Estimate(
                        Estimate.of(values).mean(),
                        Estimate.of(values).standardError() * Math.sqrt(310)))));
  }

  private static Examination<Function<CodeAccuracy, Estimate>> probe() {
    return new Examination<>(
        "linear probe",
        "chance where the codes say nothing",
        CodeAccuracy::linearProbe,
        MetricExaminations::chanceFault,
        List.of(
            new Mistake<>(
                "fitted to the images that are asked",
                each -> knowingTheAnswers(each).linearProbe())));
  }

  /** The images that are asked are also those that are known. */
  private static CodeAccuracy knowingTheAnswers(CodeAccuracy each) {
    return new CodeAccuracy(
        each.asked(), each.askedClasses(), each.asked(), each.askedClasses(), each.classes());
  }

  private static Examination<Function<CodeAccuracy, Estimate>> neighbours() {
    return new Examination<>(
        "nearest neighbour",
        "chance where the codes say nothing",
        CodeAccuracy::nearestNeighbour,
        MetricExaminations::chanceFault,
        List.of(
            new Mistake<>(
                "test images among the known ones",
                each -> knowingTheAnswers(each).nearestNeighbour())));
  }

  private static Optional<String> chanceFault(Function<CodeAccuracy, Estimate> share) {
    Random random = new Random(8);
    double[][] known = new double[400][40];
    double[][] asked = new double[400][40];
    int[] knownClasses = new int[400];
    int[] askedClasses = new int[400];
    for (int i = 0; i < 400; i++) {
      Arrays.setAll(known[i], d -> random.nextGaussian());
      Arrays.setAll(asked[i], d -> random.nextGaussian());
      knownClasses[i] = random.nextInt(4);
      askedClasses[i] = random.nextInt(4);
    }
    Estimate given = share.apply(new CodeAccuracy(known, knownClasses, asked, askedClasses, 4));
    return difference("accuracy", given.mean(), 0.25, 4 * Math.sqrt(0.25 * 0.75 / 400));
  }

  private static Examination<ToDoubleFunction<Double>> bits() {
    return new Examination<>(
        "bits per dimension",
        "8 where every grey level is as likely as another",
        density -> Evaluator.bitsPerDimension(density, 784, false),
        bits -> difference("bits", bits.applyAsDouble(0.0), 8, 1e-12),
        List.of(
            new Mistake<>(
                "without the width of a grey level",
                density -> Evaluator.bitsPerDimension(density, 784, true)),
            new Mistake<>(
                "nats in place of bits",
                density -> Evaluator.bitsPerDimension(density, 784, false) * Math.log(2)),
            new Mistake<>("255 levels", density -> (Math.log(255) - density / 784) / Math.log(2))));
  }
}
