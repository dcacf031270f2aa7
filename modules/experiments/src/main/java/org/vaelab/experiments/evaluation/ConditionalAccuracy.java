package org.vaelab.experiments.evaluation;

import java.util.Arrays;
import java.util.List;
import org.vaelab.spec.EvaluationSplit;

/**
 * Whether samples show the class that was asked for: a frozen classifier reads the mean images of
 * draws of the prior. Beside it stands what it makes of real images, which is the most that can be
 * expected, and how much samples of a class vary, in shares of what real images do.
 *
 * <p>Source: Ravuri and Vinyals, Classification Accuracy Score for Conditional Generative Models,
 * 2019, for the idea to judge samples by a classifier; here it is trained on real images.
 *
 * @param subject what is measured
 * @param judge the classifier
 */
record ConditionalAccuracy(Subject subject, Judge judge) {
  private static final int PER_CLASS = 100;
  private static final int MOST_IMAGES = 10_000;

  /** As many training images as their variance is known by. */
  private static final int VARIED_IMAGES = 5000;

  /** Accuracy on real images and on samples, and the diversity of samples. */
  List<Measurement> measure() {
    int classes = subject.session().data().classNames().size();
    int right = 0;
    double[] shares = new double[classes];
    double[] spreads = new double[classes];
    double[] real = spreadOfImages(classes);
    for (int k = 0; k < classes; k++) {
      int[] wanted = new int[PER_CLASS];
      Arrays.fill(wanted, k);
      long seed = subject.session().seeds().derive("evaluation-samples", k);
      float[][] images = subject.model().sample(wanted, seed);
      int found = judge.right(images, wanted);
      right += found;
      shares[k] = (double) found / PER_CLASS;
      spreads[k] = spread(images) / real[k];
    }
    Measurement accuracy =
        Measurement.of(
                subject.name(
                    "conditional_accuracy", PER_CLASS + " draws per class, " + judge.words()),
                Estimate.share(right, PER_CLASS * classes),
                "share",
                Measurement.HIGHER)
            .withParts(shares);
    Measurement diversity =
        Measurement.of(
                subject.name("class_diversity", "variance of samples / of images"),
                Estimate.of(spreads),
                "ratio",
                Measurement.NEITHER)
            .withParts(spreads);
    return List.of(ofImages(), accuracy, diversity);
  }

  private Measurement ofImages() {
    int count = Math.min(subject.count(), MOST_IMAGES);
    EvaluationSplit split = subject.spec().evaluation().split();
    int right = judge.right(subject.pixels(split, count), subject.classes(split, count));
    return Measurement.of(
        subject.name("classifier_accuracy", "real images, " + judge.words()),
        Estimate.share(right, count),
        "share",
        Measurement.HIGHER);
  }

  /** The mean variance of a pixel within each class of training images. */
  private double[] spreadOfImages(int classes) {
    int count = Math.min(subject.images(EvaluationSplit.TRAIN).size(), VARIED_IMAGES);
    float[][] images = subject.pixels(EvaluationSplit.TRAIN, count);
    int[] classOf = subject.classes(EvaluationSplit.TRAIN, count);
    double[] spreads = new double[classes];
    for (int k = 0; k < classes; k++) {
      int wanted = k;
      float[][] own =
          java.util.stream.IntStream.range(0, count)
              .filter(i -> classOf[i] == wanted)
              .mapToObj(i -> images[i])
              .toArray(float[][]::new);
      spreads[k] = spread(own);
    }
    return spreads;
  }

  /** The variance of a pixel over images, a mean over pixels. */
  private static double spread(float[][] images) {
    int pixels = images.length == 0 ? 0 : images[0].length;
    double spread = 0;
    for (int p = 0; p < pixels; p++) {
      double sum = 0;
      double squares = 0;
      for (float[] image : images) {
        sum += image[p];
        squares += image[p] * image[p];
      }
      double mean = sum / images.length;
      spread += (squares / images.length - mean * mean) / pixels;
    }
    return spread;
  }
}
