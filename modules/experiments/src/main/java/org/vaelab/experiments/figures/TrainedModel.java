package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.vaelab.data.ImageData;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.models.Vae;
import org.vaelab.training.EpochMetrics;
import org.vaelab.training.Seeds;

/**
 * What pictures are drawn of. Its methods give plain Java arrays and leave nothing on the device.
 *
 * @param engine whose random stream is used
 * @param manager the weights' manager
 * @param model trained
 * @param data it was trained and tested on
 * @param transform what happens to images before the model sees them
 * @param seeds where the random streams come from
 * @param history the numbers of each epoch
 */
public record TrainedModel(
    ComputeEngine engine,
    NDManager manager,
    Vae model,
    ImageData data,
    Transform transform,
    Seeds seeds,
    List<EpochMetrics> history) {
  private static final int BATCH = 1000;

  /** Images as a model saw them, and what it made of them. */
  record Reconstructed(float[][] inputs, float[][] outputs) {}

  /**
   * The first {@code count} test images and what the model makes of them.
   *
   * @param z what of an image's posterior is decoded
   * @param pixels what is taken of the decoder's distribution
   */
  Reconstructed reconstruct(int count, Representative z, Representative pixels) {
    engine.seed(seeds.derive("figure-reconstructions"));
    try (NDManager scratch = manager.newSubManager()) {
      LabelledImages test = data.test().range(scratch, 0, Math.min(count, data.test().size()));
      NDArray images = transform.eachTime(test.images());
      NDArray labels = model.conditional() ? test.labels() : null;
      ParameterStore weights = new ParameterStore(scratch, false);
      NDArray code = z.of(model.encode(weights, images, labels));
      return new Reconstructed(
          pixels(images), pixels(pixels.of(model.decode(weights, code, labels))));
    }
  }

  /**
   * New images: the decoder's means from draws of the prior.
   *
   * @param classes of each image; an unconditional model ignores them
   * @return values around [0, 1], a row an image
   */
  public float[][] sample(int[] classes) {
    Sampler sampler = new Sampler(this);
    return sampler.decode(sampler.draw("sample", classes), classes);
  }

  /**
   * The posterior means of the first {@code count} test images.
   *
   * @param count at most
   * @return a code an image
   */
  public float[][] posteriorMeans(int count) {
    engine.seed(seeds.derive("figure-latent"));
    float[][] means = new float[Math.min(count, data.test().size())][];
    for (int from = 0; from < means.length; from += BATCH) {
      int to = Math.min(from + BATCH, means.length);
      try (NDManager scratch = manager.newSubManager()) {
        LabelledImages test = data.test().range(scratch, from, to);
        NDArray images = transform.eachTime(test.images());
        NDArray labels = model.conditional() ? test.labels() : null;
        ParameterStore weights = new ParameterStore(scratch, false);
        float[][] rows = rows(model.encode(weights, images, labels).mean());
        System.arraycopy(rows, 0, means, from, rows.length);
      }
    }
    return means;
  }

  /** Images as N rows of values around [0, 1]. */
  float[][] pixels(NDArray images) {
    float[][] rows = rows(images);
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = data.scale().toUnit(row[i]);
      }
    }
    return rows;
  }

  /** {@code (N, ...)} as N rows. */
  static float[][] rows(NDArray array) {
    int count = Math.toIntExact(array.getShape().get(0));
    float[] values = array.toFloatArray();
    int width = values.length / count;
    float[][] rows = new float[count][width];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, i * width, rows[i], 0, width);
    }
    return rows;
  }
}
