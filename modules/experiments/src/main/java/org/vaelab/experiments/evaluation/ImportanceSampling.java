package org.vaelab.experiments.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import org.vaelab.data.LabelledImages;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.objective.ImportanceWeights;
import org.vaelab.losses.objective.VaeOutput;
import org.vaelab.models.parameter.FixedWeights;

/**
 * {@code log p(x)} of each image, estimated from below by importance sampling.
 *
 * <p>Formula: {@code log 1/K sum_k p(x|z_k) p(z_k) / q(z_k|x)} with {@code z_k ~ q(z|x)}; the same
 * density as in training computes the weights. One image is decoded at a time, in parts of 1,000
 * samples, so that memory depends on neither K nor the number of images.
 *
 * <p>Source: Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, 2016, equation 8
 * and section 5.
 *
 * @param subject the model and its images
 * @param samples K
 * @param batchSize how many images are encoded at a time; moves rounding alone
 */
record ImportanceSampling(Subject subject, int samples, int batchSize) {
  private static final int ROWS = 1000;

  /** Told after each batch; what was measured so far is the argument's first rows. */
  @FunctionalInterface
  interface Watcher {
    void measured(double[] values, int images);
  }

  /** Nats of every image; {@code known} are those of the first images, from another time. */
  double[] measure(double[] known, Watcher watcher) {
    int count = subject.count();
    double[] values = Arrays.copyOf(known, count);
    PosteriorSamples source = PosteriorSamples.of(subject);
    subject.over(
        subject.spec().evaluation().split(),
        count,
        Math.min(known.length, count),
        batchSize,
        (scratch, batch, from) -> {
          Distribution posteriors =
              source.encoder().encode(new FixedWeights(scratch), batch.images(), batch.labels());
          for (int i = 0; i < batch.size(); i++) {
            subject.session().seed("evaluation-codes", from + i);
            values[from + i] = measure(source, posteriors, batch, i);
          }
          watcher.measured(values, from + batch.size());
        });
    return values;
  }

  private double measure(
      PosteriorSamples source, Distribution posteriors, LabelledImages batch, int row) {
    LogMean mean = new LogMean();
    NDIndex index = new NDIndex(row + ":" + (row + 1));
    for (int done = 0; done < samples; done += ROWS) {
      int rows = Math.min(ROWS, samples - done);
      try (NDManager scratch = subject.session().manager().newSubManager()) {
        NDArray image = batch.images().get(scratch, index);
        NDArray label = batch.labels().get(scratch, index);
        VaeOutput output =
            source.draw(
                scratch, PosteriorSamples.row(posteriors, scratch, row), image, label, rows);
        NDArray weights =
            output
                .likelihood()
                .logProbabilityOfOne(image)
                .reshape(rows, 1)
                .add(output.logPrior())
                .sub(output.logPosterior());
        NDArray part = ImportanceWeights.logMean(weights);
        mean.add(part.toFloatArray()[0], rows);
      }
    }
    return mean.value();
  }
}
