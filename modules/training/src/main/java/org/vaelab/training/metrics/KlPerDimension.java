package org.vaelab.training.metrics;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vaelab.data.BatchLoop;
import org.vaelab.data.ImageSet;
import org.vaelab.models.family.LatentDivergence;
import org.vaelab.models.parameter.FixedWeights;

/** How much each latent dimension is used. */
public final class KlPerDimension {
  private KlPerDimension() {}

  /**
   * The divergence of each latent dimension, {@code KL(q(z_d|x) || p(z_d))}, a mean over images.
   *
   * @param loop goes over the images
   * @param model initialised
   * @param images all of them are read
   * @return Z numbers, in nats
   */
  public static double[] of(BatchLoop loop, LatentDivergence model, ImageSet images) {
    List<double[]> sums = new ArrayList<>();
    loop.over(
        images,
        (scratch, batch, from) -> {
          NDArray each =
              model.divergence(new FixedWeights(scratch), batch.images(), batch.labels());
          float[] sum = each.sum(new int[] {0}).toFloatArray();
          if (sums.isEmpty()) {
            sums.add(new double[sum.length]);
          }
          for (int d = 0; d < sum.length; d++) {
            sums.get(0)[d] += sum[d];
          }
        });
    return sums.stream().flatMapToDouble(Arrays::stream).map(sum -> sum / images.size()).toArray();
  }
}
