package org.vaelab.training.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.models.family.LatentDivergence;

/** How much each latent dimension is used. */
public final class KlPerDimension {
  private static final int BATCH = 1000;

  private KlPerDimension() {}

  /**
   * The divergence of each latent dimension, {@code KL(q(z_d|x) || p(z_d))}, a mean over images.
   *
   * @param manager the weights'
   * @param model initialised
   * @param images all of them are read
   * @param transform what happens to a batch before the model sees it
   * @return Z numbers, in nats
   */
  public static double[] of(
      NDManager manager, LatentDivergence model, ImageSet images, Transform transform) {
    double[] sums = {};
    for (int from = 0; from < images.size(); from += BATCH) {
      int to = Math.min(from + BATCH, images.size());
      try (NDManager step = manager.newSubManager()) {
        LabelledImages batch = transform.eachTime(images.range(step, from, to));
        NDArray each =
            model.divergence(new ParameterStore(step, false), batch.images(), batch.labels());
        float[] sum = each.sum(new int[] {0}).toFloatArray();
        sums = from == 0 ? new double[sum.length] : sums;
        for (int d = 0; d < sum.length; d++) {
          sums[d] += sum[d];
        }
      }
    }
    return Arrays.stream(sums).map(sum -> sum / images.size()).toArray();
  }
}
