package org.vaelab.experiments.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.ParameterStore;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.losses.divergence.KullbackLeibler;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.family.Classifying;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.family.Reconstructing;
import org.vaelab.models.family.Sampling;
import org.vaelab.models.parameter.FixedWeights;
import org.vaelab.spec.EvaluationSplit;

/** What follows from going over the images once; each method goes. */
record ImagePass(Subject subject) {
  private static final int BATCH = 500;

  /** The evidence lower bound of each image, in nats, with one draw of z and the exact KL. */
  double[] bounds() {
    int count = subject.count();
    double[] values = new double[count];
    PosteriorSamples source = PosteriorSamples.of(subject);
    over(
        count,
        (scratch, batch, from) -> {
          ParameterStore weights = new FixedWeights(scratch);
          Distribution posteriors =
              source.encoder().encode(weights, batch.images(), batch.labels());
          for (int i = 0; i < batch.size(); i++) {
            subject.session().seed("evaluation-codes", from + i);
            try (NDManager one = scratch.newSubManager()) {
              NDIndex row = new NDIndex(i + ":" + (i + 1));
              NDArray image = batch.images().get(one, row);
              NDArray label = batch.labels().get(one, row);
              Distribution posterior = PosteriorSamples.row(posteriors, one, i);
              VaeOutput output = source.draw(one, posterior, image, label, 1);
              values[from + i] =
                  output.meanLogProbability(image).sub(output.kl()).toFloatArray()[0];
            }
          }
        });
    return values;
  }

  /** {@code -log p(y|x)} of each image, in nats. */
  double[] crossEntropies() {
    double[] values = new double[subject.count()];
    Classifying network = subject.model().network(Classifying.class);
    over(
        values.length,
        (scratch, batch, from) -> {
          float[] each =
              network
                  .classify(new FixedWeights(scratch), batch.images())
                  .logProbability(batch.labels())
                  .toFloatArray();
          for (int i = 0; i < each.length; i++) {
            values[from + i] = -each[i];
          }
        });
    return values;
  }

  /** How many images have their own class as the likeliest. */
  int rightClasses() {
    int[] right = {0};
    Classifying network = subject.model().network(Classifying.class);
    over(
        subject.count(),
        (scratch, batch, from) -> {
          NDArray found =
              network.classify(new FixedWeights(scratch), batch.images()).logits().argMax(1);
          right[0] += (int) found.eq(batch.labels().argMax(1)).countNonzero().getLong();
        });
    return right[0];
  }

  /** KL(q || p) of each image and dimension, {@code [N][Z]}. */
  double[][] divergences() {
    double[][] rows = new double[subject.count()][];
    Encoding encoder = subject.model().network(Encoding.class);
    Sampling prior = subject.model().network(Sampling.class);
    over(
        rows.length,
        (scratch, batch, from) -> {
          ParameterStore weights = new FixedWeights(scratch);
          Distribution q = encoder.encode(weights, batch.images(), batch.labels());
          subject.session().seed("evaluation-divergence", from);
          Distribution p = prior.prior(weights, scratch, batch.size(), batch.labels());
          put(KullbackLeibler.perDimension(q, p), rows, from);
        });
    return rows;
  }

  /** The posterior mean of each image, {@code [N][Z]}. */
  double[][] codes(EvaluationSplit split, int count) {
    double[][] rows = new double[count][];
    Encoding encoder = subject.model().network(Encoding.class);
    subject.over(
        split,
        count,
        0,
        BATCH,
        (scratch, batch, from) -> {
          ParameterStore weights = new FixedWeights(scratch);
          put(encoder.encode(weights, batch.images(), batch.labels()).mean(), rows, from);
        });
    return rows;
  }

  /** The posterior log-variance of each image, {@code [N][Z]}; empty where q is no Gaussian. */
  double[][] logVariances() {
    double[][] rows = new double[subject.count()][];
    boolean[] gaussian = {true};
    Encoding encoder = subject.model().network(Encoding.class);
    over(
        rows.length,
        (scratch, batch, from) -> {
          ParameterStore weights = new FixedWeights(scratch);
          if (encoder.encode(weights, batch.images(), batch.labels())
              instanceof DiagonalGaussian posterior) {
            put(posterior.logVariance(), rows, from);
          } else {
            gaussian[0] = false;
          }
        });
    return gaussian[0] ? rows : new double[0][];
  }

  /** The mean squared difference of a pixel, of each image and its mean reconstruction. */
  double[] squaredErrors() {
    double[] values = new double[subject.count()];
    Reconstructing network = subject.model().network(Reconstructing.class);
    over(
        values.length,
        (scratch, batch, from) -> {
          ParameterStore weights = new FixedWeights(scratch);
          NDArray made =
              network
                  .reconstruct(weights, batch.images(), batch.labels(), Representative.MEAN)
                  .mean();
          float[] each =
              made.sub(batch.images())
                  .square()
                  .reshape(batch.size(), -1)
                  .mean(new int[] {1})
                  .toFloatArray();
          for (int i = 0; i < each.length; i++) {
            values[from + i] = each[i];
          }
        });
    return values;
  }

  private void over(int count, Subject.Step step) {
    subject.over(subject.spec().evaluation().split(), count, 0, BATCH, step);
  }

  private static void put(NDArray values, double[][] rows, int from) {
    int width = Math.toIntExact(values.getShape().get(1));
    float[] all = values.toFloatArray();
    for (int i = 0; i < all.length / width; i++) {
      double[] row = new double[width];
      for (int d = 0; d < width; d++) {
        row[d] = all[i * width + d];
      }
      rows[from + i] = row;
    }
  }
}
