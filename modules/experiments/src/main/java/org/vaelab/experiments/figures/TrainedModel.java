package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.ImageData;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.DiagonalGaussian;
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
  record Reconstructed(float[][] inputs, float[][] means) {}

  /** The first {@code count} test images and the decoder's means from their posterior means. */
  Reconstructed reconstruct(int count) {
    engine.seed(seeds.derive("figure-reconstructions"));
    try (NDManager scratch = manager.newSubManager()) {
      LabelledImages test = data.test().range(scratch, 0, Math.min(count, data.test().size()));
      NDArray images = transform.eachTime(test.images());
      NDArray labels = model.conditional() ? test.labels() : null;
      ParameterStore weights = new ParameterStore(scratch, false);
      NDArray z = model.encode(weights, images, labels).mean();
      return new Reconstructed(pixels(images), pixels(model.decode(weights, z, labels).mean()));
    }
  }

  /** The decoder's means from {@code classes.length} draws of the prior, one for each class. */
  float[][] sample(int[] classes) {
    engine.seed(seeds.derive("figure-samples"));
    try (NDManager scratch = manager.newSubManager()) {
      ParameterStore weights = new ParameterStore(scratch, false);
      NDArray labels = model.conditional() ? oneHot(scratch, classes) : null;
      NDArray z = model.prior(weights, scratch, classes.length, labels).sample();
      return pixels(model.decode(weights, z, labels).mean());
    }
  }

  /** The codes of images {@code (N, Z)}, and their classes. */
  record Codes(float[][] values, int[] classes) {}

  /**
   * The codes of the first {@code count} images of a set, or of the first so many of each class.
   */
  Codes codes(ImageSet set, LatentCode from, int count, @Nullable Integer perClass) {
    engine.seed(seeds.derive("figure-latent"));
    LabelledImages images = set.of(data);
    int[] classes = images.classes();
    int[] rows =
        perClass == null
            ? IntStream.range(0, Math.min(count, classes.length)).toArray()
            : firstOfEach(classes, perClass);
    float[][] values = new float[rows.length][];
    for (int start = 0; start < rows.length; start += BATCH) {
      int[] batch = Arrays.copyOfRange(rows, start, Math.min(start + BATCH, rows.length));
      System.arraycopy(encode(images, batch, from), 0, values, start, batch.length);
    }
    return new Codes(values, Arrays.stream(rows).map(row -> classes[row]).toArray());
  }

  private float[][] encode(LabelledImages from, int[] rows, LatentCode code) {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray indexes = scratch.create(Arrays.stream(rows).asLongStream().toArray());
      LabelledImages chosen = from.select(scratch, indexes);
      NDArray labels = model.conditional() ? chosen.labels() : null;
      ParameterStore weights = new ParameterStore(scratch, false);
      DiagonalGaussian posterior =
          model.encode(weights, transform.eachTime(chosen.images()), labels);
      return rows(code == LatentCode.MEAN ? posterior.mean() : posterior.sample());
    }
  }

  /** The rows of the first {@code count} of each class, in their order. */
  private int[] firstOfEach(int[] classes, int count) {
    int[] seen = new int[data.classNames().size()];
    return IntStream.range(0, classes.length).filter(row -> seen[classes[row]]++ < count).toArray();
  }

  private NDArray oneHot(NDManager scratch, int[] classes) {
    return scratch.create(classes).oneHot(data.classNames().size(), DataType.FLOAT32);
  }

  /** Images as N rows of values around [0, 1]. */
  private float[][] pixels(NDArray images) {
    float[][] rows = rows(images);
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = data.scale().toUnit(row[i]);
      }
    }
    return rows;
  }

  /** {@code (N, ...)} as N rows. */
  private static float[][] rows(NDArray array) {
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
