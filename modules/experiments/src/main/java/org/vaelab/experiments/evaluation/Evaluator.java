package org.vaelab.experiments.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.vaelab.data.ImageSet;
import org.vaelab.data.Transform;
import org.vaelab.losses.distribution.BernoulliLikelihoodSpec;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.family.Sampling;
import org.vaelab.models.parameter.FixedWeights;
import org.vaelab.spec.EvaluationSpec;
import org.vaelab.spec.EvaluationSplit;
import org.vaelab.spec.Metric;

/** Measures what an {@link EvaluationSpec} asks for. */
public final class Evaluator {
  /**
   * Variance of the posterior means above which a dimension counts as used (Burda et al., 2016).
   */
  public static final double ACTIVE = 0.01;

  /** As many codes of training images as classes are learnt from. */
  private static final int KNOWN_CODES = 10_000;

  /** As many draws as the divergence is taken apart by. */
  private static final int SURGERY_DRAWS = 2000;

  private static final int BATCH = 100;

  private static final String NATS = "nats per image";

  private final Subject subject;
  private final EvaluationSpec spec;
  private final PartialResult partial;
  private final Supplier<Judge> judge;

  /**
   * An evaluation.
   *
   * @param subject the model and its images
   * @param partial keeps what takes long, so that it can be gone on with
   * @param judge the classifier of the metrics that need one; not asked for by others
   */
  public Evaluator(Subject subject, PartialResult partial, Supplier<Judge> judge) {
    this.subject = subject;
    this.spec = subject.spec().evaluation();
    this.partial = partial;
    this.judge = judge;
  }

  /**
   * Measures.
   *
   * @return in the order of the metrics; some give several numbers
   */
  public List<Measurement> measure() {
    List<Measurement> all = new ArrayList<>();
    for (Metric metric : spec.metrics()) {
      if (metric == Metric.BITS_PER_DIMENSION && spec.metrics().contains(Metric.LOG_LIKELIHOOD)) {
        continue; // it came with the likelihood
      }
      long start = System.nanoTime();
      List<Measurement> measured = measure(metric);
      double seconds = (System.nanoTime() - start) / 1e9;
      measured.forEach(each -> all.add(each.in(seconds)));
    }
    return all;
  }

  private List<Measurement> measure(Metric metric) {
    return switch (metric) {
      case ACCURACY -> accuracy();
      case ELBO -> List.of(elbo());
      case LOG_LIKELIHOOD, BITS_PER_DIMENSION -> logLikelihood();
      case ACTIVE_UNITS -> List.of(activeUnits());
      case KL_PER_DIMENSION -> List.of(divergence());
      case ELBO_SURGERY -> surgery();
      case LINEAR_PROBE -> List.of(linearProbe());
      case NEAREST_NEIGHBOUR -> List.of(nearestNeighbour());
      case RECONSTRUCTION_ERROR -> List.of(reconstructionError());
      case CONDITIONAL_ACCURACY -> new ConditionalAccuracy(subject, judge.get()).measure();
      case CLASSIFIER_FEATURES -> new SampleFeatures(subject, judge.get()).measure();
      case CLASSIFICATION_ACCURACY_SCORE -> List.of(new AccuracyScore(subject).measure());
    };
  }

  /** A classifier's own, with the images as it was trained on them. */
  private List<Measurement> accuracy() {
    ImagePass pass = new ImagePass(subject);
    double[] losses = pass.crossEntropies();
    int right = pass.rightClasses();
    return List.of(
        Measurement.of(
            subject.name("accuracy", ""),
            Estimate.share(right, losses.length),
            "share",
            Measurement.HIGHER),
        Measurement.of(
            subject.name("cross_entropy", ""), Estimate.of(losses), NATS, Measurement.LOWER));
  }

  /** {@code log |du/dx|}-corrected: of pixels in [0, 1] where they were standardised. */
  private double jacobian() {
    double deviation = subject.session().data().scale().standardDeviation();
    return -subject.session().data().shape().size() * Math.log(deviation);
  }

  private Measurement elbo() {
    Estimate bound = Estimate.of(new ImagePass(subject).bounds()).scaled(1, jacobian());
    return Measurement.of(subject.name("elbo", ""), bound, NATS, Measurement.HIGHER);
  }

  private List<Measurement> logLikelihood() {
    int samples = spec.importanceSamples();
    ImportanceSampling sampling = new ImportanceSampling(subject, samples, BATCH);
    double[] values = sampling.measure(partial.known(), partial::keep);
    Estimate logLikelihood = Estimate.of(values).scaled(1, jacobian());
    List<Measurement> measured = new ArrayList<>();
    String protocol = "K=" + samples;
    if (spec.metrics().contains(Metric.LOG_LIKELIHOOD)) {
      measured.add(
          Measurement.of(
              subject.name("log_likelihood", protocol), logLikelihood, NATS, Measurement.HIGHER));
    }
    if (spec.metrics().contains(Metric.BITS_PER_DIMENSION)) {
      bits(logLikelihood, protocol, measured);
    }
    return measured;
  }

  /**
   * {@code -log2 P(x) / D}: P of black and white pixels is what a Bernoulli gives; of 8 bits it is
   * the density on [0, 1] times the width 1/256 of a grey level. A Bernoulli of grey values is no
   * density, and has no bits.
   */
  private void bits(Estimate logLikelihood, String protocol, List<Measurement> measured) {
    boolean bernoulli = subject.spec().loss().likelihood() instanceof BernoulliLikelihoodSpec;
    boolean binary =
        subject.transform() == Transform.BINARIZE
            || subject.transform() == Transform.STOCHASTIC_BINARIZE;
    if (bernoulli && !binary) {
      return;
    }
    int size = subject.session().data().shape().size();
    Estimate bits =
        new Estimate(
            bitsPerDimension(logLikelihood.mean(), size, binary),
            logLikelihood.standardError() / (size * Math.log(2)));
    measured.add(
        Measurement.of(
            subject.name("bits_per_dimension", binary ? protocol : protocol + ", 8-bit cells"),
            bits,
            "bits per pixel and channel",
            Measurement.LOWER));
  }

  /**
   * {@code -log2 P(x) / D}.
   *
   * @param logLikelihood of an image, in nats: of black and white pixels, or the density of pixels
   *     in [0, 1]
   * @param size D, pixels times channels
   * @param binary whether pixels are black and white, and not of 8 bits
   * @return bits
   */
  public static double bitsPerDimension(double logLikelihood, int size, boolean binary) {
    double levels = binary ? 0 : Math.log(256);
    return (levels - logLikelihood / size) / Math.log(2);
  }

  private Measurement activeUnits() {
    double[][] codes = new ImagePass(subject).codes(spec.split(), subject.count());
    double[] variances = variances(codes);
    double active = Arrays.stream(variances).filter(each -> each > ACTIVE).count();
    return Measurement.of(
            subject.name("active_units", "variance > " + ACTIVE),
            active,
            "of " + variances.length + " dimensions",
            Measurement.NEITHER)
        .withParts(variances);
  }

  /**
   * How much the posterior means of each dimension vary over images, which tells dimensions that
   * are used.
   *
   * @param codes posterior means, {@code [N][Z]}
   * @return Z variances
   */
  public static double[] variances(double[][] codes) {
    double[] variances = new double[codes[0].length];
    for (int d = 0; d < variances.length; d++) {
      int column = d;
      double mean = Arrays.stream(codes).mapToDouble(code -> code[column]).average().orElse(0);
      variances[d] =
          Arrays.stream(codes).mapToDouble(c -> (c[column] - mean) * (c[column] - mean)).sum()
              / codes.length;
    }
    return variances;
  }

  private Measurement divergence() {
    double[][] rows = new ImagePass(subject).divergences();
    double[] sums = Arrays.stream(rows).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    double[] means = new double[rows[0].length];
    for (double[] row : rows) {
      for (int d = 0; d < means.length; d++) {
        means[d] += row[d] / rows.length;
      }
    }
    return Measurement.of(subject.name("kl", ""), Estimate.of(sums), NATS, Measurement.NEITHER)
        .withParts(means);
  }

  private List<Measurement> surgery() {
    ImagePass pass = new ImagePass(subject);
    double[][] logVariances = pass.logVariances();
    if (logVariances.length == 0) {
      return List.of(); // without a density of z under the posterior of another image
    }
    double[][] means = pass.codes(spec.split(), subject.count());
    int count = Math.min(SURGERY_DRAWS, means.length);
    double[][] z = new double[count][];
    double[] logPrior = new double[count];
    draw(z, logPrior);
    ElboSurgery surgery =
        ElboSurgery.of(subject.session().manager(), means, logVariances, z, logPrior);
    String protocol = "N=" + means.length + ", " + count + " draws";
    return List.of(
        part("mutual_information", protocol, surgery.mutualInformation()),
        part("marginal_kl", protocol, surgery.marginalKl()),
        part("total_correlation", protocol, surgery.totalCorrelation()));
  }

  private Measurement part(String name, String protocol, Estimate estimate) {
    return Measurement.of(subject.name(name, protocol), estimate, NATS, Measurement.NEITHER);
  }

  /** A draw of each of the first posteriors, and its density under the prior. */
  private void draw(double[][] z, double[] logPrior) {
    Encoding encoder = subject.model().network(Encoding.class);
    Sampling prior = subject.model().network(Sampling.class);
    subject.over(
        spec.split(),
        z.length,
        0,
        500,
        (scratch, batch, from) -> {
          ParameterStore weights = new FixedWeights(scratch);
          Distribution posteriors = encoder.encode(weights, batch.images(), batch.labels());
          NDList draws = new NDList();
          for (int i = 0; i < batch.size(); i++) {
            subject.session().seed("evaluation-codes", from + i);
            draws.add(PosteriorSamples.row(posteriors, scratch, i).sample());
          }
          NDArray codes = NDArrays.concat(draws);
          float[] densities =
              prior
                  .prior(weights, scratch, batch.size(), batch.labels())
                  .logProbability(codes)
                  .toFloatArray();
          int width = Math.toIntExact(codes.getShape().get(1));
          float[] values = codes.toFloatArray();
          for (int i = 0; i < batch.size(); i++) {
            logPrior[from + i] = densities[i];
            z[from + i] = new double[width];
            for (int d = 0; d < width; d++) {
              z[from + i][d] = values[i * width + d];
            }
          }
        });
  }

  private Measurement linearProbe() {
    return accuracy("linear_probe_accuracy", codeAccuracy()::linearProbe);
  }

  private Measurement nearestNeighbour() {
    return accuracy("nearest_neighbour_accuracy", codeAccuracy()::nearestNeighbour);
  }

  private Measurement accuracy(String name, Supplier<Estimate> share) {
    int known = Math.min(KNOWN_CODES, subject.session().data().train().size());
    String protocol = String.format(Locale.ROOT, "%d training codes", known);
    return Measurement.of(subject.name(name, protocol), share.get(), "share", Measurement.HIGHER);
  }

  private CodeAccuracy codeAccuracy() {
    ImagePass pass = new ImagePass(subject);
    ImageSet train = subject.session().data().train();
    int known = Math.min(KNOWN_CODES, train.size());
    return new CodeAccuracy(
        pass.codes(EvaluationSplit.TRAIN, known),
        Arrays.copyOf(train.classes(), known),
        pass.codes(spec.split(), subject.count()),
        Arrays.copyOf(subject.images().classes(), subject.count()),
        subject.session().data().classNames().size());
  }

  private Measurement reconstructionError() {
    Estimate error = Estimate.of(new ImagePass(subject).squaredErrors());
    return Measurement.of(
        subject.name("reconstruction_error", "posterior mean"),
        error,
        "squared difference per pixel",
        Measurement.LOWER);
  }
}
