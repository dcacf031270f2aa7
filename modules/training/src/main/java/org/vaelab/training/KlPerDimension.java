package org.vaelab.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.losses.distribution.DiagonalGaussian;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.divergence.KullbackLeibler;
import org.vaelab.models.Vae;

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
  public static double[] of(NDManager manager, Vae model, ImageSet images, Transform transform) {
    double[] sums = new double[model.latent()];
    for (int from = 0; from < images.size(); from += BATCH) {
      int to = Math.min(from + BATCH, images.size());
      try (NDManager step = manager.newSubManager()) {
        LabelledImages batch = transform.eachTime(images.range(step, from, to));
        float[] sum = perDimension(step, model, batch).sum(new int[] {0}).toFloatArray();
        Arrays.setAll(sums, d -> sums[d] + sum[d]);
      }
    }
    return Arrays.stream(sums).map(sum -> sum / images.size()).toArray();
  }

  private static NDArray perDimension(NDManager step, Vae model, LabelledImages batch) {
    ParameterStore weights = new ParameterStore(step, false);
    NDArray labels = model.conditional() ? batch.labels() : null;
    DiagonalGaussian posterior = model.encode(weights, batch.images(), labels);
    Distribution prior = model.prior(weights, step, batch.size(), labels);
    return KullbackLeibler.perDimension(posterior, prior);
  }
}
