package org.vaelab.experiments.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.input.InputException;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.objective.LossSpec;
import org.vaelab.models.family.Classifying;
import org.vaelab.models.family.Decoding;
import org.vaelab.models.family.Learner;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.family.Sampling;
import org.vaelab.models.parameter.FixedWeights;
import org.vaelab.spec.EvaluationSplit;
import org.vaelab.training.Training;
import org.vaelab.training.TrainingObserver;
import org.vaelab.training.TrainingSpec;

/**
 * Whether samples show the class that was asked for: a convolutional classifier is trained on the
 * run's training images for two epochs, frozen, and shown the mean images of draws of the prior, or
 * draws of their pixels where the model learnt from drawn pixels. Beside it stands what the
 * classifier makes of real test images, which is the most that can be expected, and how much
 * samples of a class vary, in shares of what real images do.
 *
 * <p>Source: Ravuri and Vinyals, Classification Accuracy Score for Conditional Generative Models,
 * 2019, for the idea to judge samples by a classifier; here it is trained on real images.
 */
final class ConditionalAccuracy {
  private static final int PER_CLASS = 100;
  private static final int EPOCHS = 2;
  private static final int BATCH = 500;

  private final Subject subject;
  private final int classes;
  private final Learner learner;

  private ConditionalAccuracy(Subject subject, Learner learner) {
    this.subject = subject;
    this.learner = learner;
    classes = subject.session().data().classNames().size();
  }

  /** Trains the classifier, and measures. */
  static List<Measurement> measure(Subject subject) {
    ModelSpec classifier =
        org.vaelab.inference.ModelWords.ALL.standard(ModelSpec.class).get("classifier");
    if (classifier == null) {
      throw new InputException("there is no classifier to judge samples by");
    }
    subject.session().seed("evaluation-classifier");
    Learner learner =
        classifier.create(
            subject.session().data().shape(),
            subject.session().data().classNames().size(),
            new LossSpec());
    learner.initialize(subject.session().manager());
    TrainingSpec training = new TrainingSpec();
    new Training(
            subject.session(),
            learner,
            new TrainingSpec(
                EPOCHS,
                training.batchSize(),
                training.optimizer(),
                training.schedule(),
                training.checkpoint(),
                null))
        .run(new TrainingObserver() {}, null);
    ConditionalAccuracy accuracy = new ConditionalAccuracy(subject, learner);
    List<Measurement> measured = new ArrayList<>();
    measured.add(accuracy.ofImages());
    accuracy.ofSamples(measured);
    return measured;
  }

  private Measurement ofImages() {
    int[] right = {0};
    int count = Math.min(subject.count(), 10_000);
    subject.over(
        subject.spec().evaluation().split(),
        count,
        0,
        BATCH,
        (scratch, batch, from) -> right[0] += right(scratch, batch));
    return Measurement.of(
        subject.name("classifier_accuracy", "real images"),
        Estimate.share(right[0], count),
        "share",
        Measurement.HIGHER);
  }

  private void ofSamples(List<Measurement> measured) {
    int right = 0;
    double[] shares = new double[classes];
    double[] spreads = new double[classes];
    double[] real = spreads();
    for (int k = 0; k < classes; k++) {
      try (NDManager scratch = subject.session().manager().newSubManager()) {
        float[] oneHot = new float[PER_CLASS * classes];
        for (int i = 0; i < PER_CLASS; i++) {
          oneHot[i * classes + k] = 1;
        }
        NDArray labels = scratch.create(oneHot).reshape(PER_CLASS, classes);
        ParameterStore weights = new FixedWeights(scratch);
        subject.session().seed("evaluation-samples", k);
        NDArray z =
            subject
                .model()
                .network(Sampling.class)
                .prior(weights, scratch, PER_CLASS, labels)
                .sample();
        Distribution likelihood =
            subject.model().network(Decoding.class).decode(weights, z, labels);
        NDArray images = likelihood.mean();
        // The classifier saw pixels that were drawn where the model did.
        boolean drawn = subject.transform() == Transform.STOCHASTIC_BINARIZE;
        NDArray shown = drawn ? likelihood.sample() : images;
        int found = right(scratch, new LabelledImages(shown, labels));
        right += found;
        shares[k] = (double) found / PER_CLASS;
        spreads[k] = spread(images) / real[k];
      }
    }
    measured.add(
        Measurement.of(
                subject.name("conditional_accuracy", PER_CLASS + " draws per class"),
                Estimate.share(right, PER_CLASS * classes),
                "share",
                Measurement.HIGHER)
            .withParts(shares));
    measured.add(
        Measurement.of(
                subject.name("class_diversity", "variance of samples / of images"),
                Estimate.of(spreads),
                "ratio",
                Measurement.NEITHER)
            .withParts(spreads));
  }

  /** The mean variance of a pixel within each class of training images. */
  private double[] spreads() {
    int count = Math.min(subject.session().data().train().size(), 5000);
    int[] classOf = subject.session().data().train().classes();
    int pixels = subject.session().data().shape().size();
    double[][] sums = new double[classes][pixels];
    double[][] squares = new double[classes][pixels];
    int[] counts = new int[classes];
    subject.over(
        EvaluationSplit.TRAIN,
        count,
        0,
        BATCH,
        (scratch, batch, from) -> {
          float[] values = batch.images().toFloatArray();
          for (int i = 0; i < values.length; i++) {
            int k = classOf[from + i / pixels];
            sums[k][i % pixels] += values[i];
            squares[k][i % pixels] += values[i] * values[i];
            counts[k] += i % pixels == 0 ? 1 : 0;
          }
        });
    double[] spreads = new double[classes];
    for (int k = 0; k < classes; k++) {
      for (int p = 0; p < pixels; p++) {
        double mean = sums[k][p] / counts[k];
        spreads[k] += (squares[k][p] / counts[k] - mean * mean) / pixels;
      }
    }
    return spreads;
  }

  private static double spread(NDArray images) {
    NDArray centred = images.sub(images.mean(new int[] {0}, true));
    return centred.square().mean().getFloat();
  }

  private int right(NDManager scratch, LabelledImages batch) {
    NDArray classes =
        ((Classifying) learner.block())
            .classify(new FixedWeights(scratch), batch.images())
            .logits()
            .argMax(1);
    return (int) classes.eq(batch.labels().argMax(1)).countNonzero().getLong();
  }
}
