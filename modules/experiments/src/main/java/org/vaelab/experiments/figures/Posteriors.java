package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.family.LatentDivergence;
import org.vaelab.training.KlPerDimension;

/** What the encoder says of whole sets of images, batch by batch. */
record Posteriors(TrainedModel trained) {
  private static final int BATCH = 1000;

  /** A batch of posterior means and the classes of the images. */
  @FunctionalInterface
  private interface Reader {
    void read(float[][] means, int[] classes);
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
        (codes, classes) -> {
          for (int i = 0; i < classes.length; i++) {
            counts[classes[i]]++;
            add(codes[i], sums[classes[i]]);
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
    trained.engine().seed(trained.seeds().derive(stream));
    double[] mean =
        KlPerDimension.of(
            trained.manager(),
            trained.network(LatentDivergence.class),
            trained.data().test(),
            trained.transform());
    return divided(mean, 1);
  }

  private void read(String stream, ImageSet set, int limit, Reader reader) {
    trained.engine().seed(trained.seeds().derive(stream));
    int size = Math.min(limit, set.size());
    int[] all = set.classes();
    for (int from = 0; from < size; from += BATCH) {
      try (NDManager scratch = trained.manager().newSubManager()) {
        int to = Math.min(from + BATCH, size);
        LabelledImages batch = set.range(scratch, from, to);
        NDArray images = trained.transform().eachTime(batch.images());
        ParameterStore weights = new ParameterStore(scratch, false);
        Distribution codes =
            trained.network(Encoding.class).encode(weights, images, batch.labels());
        reader.read(TrainedModel.rows(codes.mean()), Arrays.copyOfRange(all, from, to));
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
