package org.vaelab.experiments.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vaelab.spec.EvaluationSplit;

/**
 * How near samples are to real images in what a classifier reads of both: as many samples as
 * images, and of the same classes where the model is conditional.
 *
 * @param subject what is measured
 * @param judge the classifier
 */
record SampleFeatures(Subject subject, Judge judge) {
  private static final int MOST_IMAGES = 10_000;

  /** Which neighbour reaches how far, as in the paper. */
  private static final int NEIGHBOUR = 3;

  /** Fréchet distance, and precision and recall; nothing of fewer images than that takes. */
  List<Measurement> measure() {
    int count = Math.min(subject.count(), MOST_IMAGES);
    if (count <= NEIGHBOUR) {
      return List.of();
    }
    EvaluationSplit split = subject.spec().evaluation().split();
    long seed = subject.session().seeds().derive("evaluation-feature-samples");
    double[][] real = features(subject.pixels(split, count));
    double[][] made = features(subject.model().sample(subject.classes(split, count), seed));
    FeatureSets sets = new FeatureSets(real, made);
    FeatureSets swapped = new FeatureSets(made, real);
    String protocol =
        String.format(Locale.ROOT, "N=%d, F=%d, %s", count, real[0].length, judge.words());
    String near = "k=" + NEIGHBOUR + ", " + protocol;
    List<Measurement> measured = new ArrayList<>();
    measured.add(
        Measurement.of(
            subject.name("classifier_feature_frechet", protocol),
            sets.frechet(),
            "squared features",
            Measurement.LOWER));
    measured.add(
        Measurement.of(
            subject.name("classifier_feature_precision", near),
            sets.precision(subject.session().manager(), NEIGHBOUR),
            "share",
            Measurement.HIGHER));
    measured.add(
        Measurement.of(
            subject.name("classifier_feature_recall", near),
            swapped.precision(subject.session().manager(), NEIGHBOUR),
            "share",
            Measurement.HIGHER));
    return measured;
  }

  private double[][] features(float[][] images) {
    float[][] features = judge.model().features(images);
    double[][] rows = new double[features.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[features[i].length];
      for (int d = 0; d < rows[i].length; d++) {
        rows[i][d] = features[i][d];
      }
    }
    return rows;
  }
}
