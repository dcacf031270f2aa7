package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.HashMap;
import java.util.Map;
import org.vaelab.data.LabelledImages;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.divergence.KullbackLeibler;

/** What the encoder says of whole sets of images, batch by batch. */
record Posteriors(TrainedModel trained) {
  private static final int BATCH = 1000;

  /** A batch of posteriors with their priors and the classes of the images. */
  @FunctionalInterface
  private interface Reader {
    void read(DiagonalGaussian posterior, Distribution prior, int[] classes);
  }

  /**
   * The mean of the posterior means of each class.
   *
   * @param limit how many training images are read, from the first on
   * @return a code for each class that has images
   */
  Map<Integer, float[]> classMeans(String stream, int limit) {
    double[][] sums = new double[trained.data().classNames().size()][trained.model().latent()];
    int[] counts = new int[sums.length];
    read(
        stream,
        trained.data().train(),
        limit,
        (posterior, prior, classes) -> {
          float[][] means = TrainedModel.rows(posterior.mean());
          for (int i = 0; i < classes.length; i++) {
            counts[classes[i]]++;
            add(means[i], sums[classes[i]]);
          }
        });
    Map<Integer, float[]> means = new HashMap<>();
    for (int k = 0; k < sums.length; k++) {
      if (counts[k] > 0) {
        means.put(k, divided(sums[k], counts[k]));
      }
    }
    return means;
  }

  /** KL(q || p) of each latent dimension in nats, the mean over the test images. */
  float[] klPerDimension(String stream) {
    double[] sum = new double[trained.model().latent()];
    LabelledImages test = trained.data().test();
    read(
        stream,
        test,
        test.size(),
        (posterior, prior, classes) ->
            add(
                KullbackLeibler.perDimension(posterior, prior).sum(new int[] {0}).toFloatArray(),
                sum));
    return divided(sum, test.size());
  }

  private void read(String stream, LabelledImages set, int limit, Reader reader) {
    trained.engine().seed(trained.seeds().derive(stream));
    int size = Math.min(limit, set.size());
    for (int from = 0; from < size; from += BATCH) {
      try (NDManager scratch = trained.manager().newSubManager()) {
        LabelledImages batch = set.range(scratch, from, Math.min(from + BATCH, size));
        NDArray images = trained.transform().eachTime(batch.images());
        NDArray labels = trained.model().conditional() ? batch.labels() : null;
        ParameterStore weights = new ParameterStore(scratch, false);
        reader.read(
            trained.model().encode(weights, images, labels),
            trained.model().prior(weights, scratch, batch.size(), labels),
            batch.classes());
      }
    }
  }

  private static void add(float[] values, double[] sum) {
    for (int i = 0; i < values.length; i++) {
      sum[i] += values[i];
    }
  }

  private static float[] divided(double[] sum, int count) {
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / count);
    }
    return mean;
  }
}
