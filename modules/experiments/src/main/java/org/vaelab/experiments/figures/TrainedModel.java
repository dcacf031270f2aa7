package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.ImageData;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.ShuffledImages;
import org.vaelab.data.Transform;
import org.vaelab.engine.ComputeEngine;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.family.ModelSpec;
import org.vaelab.models.family.Reconstructing;
import org.vaelab.training.EpochMetrics;
import org.vaelab.training.Seeds;

/**
 * What pictures are drawn of. Its methods give plain Java arrays and leave nothing on the device.
 *
 * @param engine whose random stream is used
 * @param manager the weights' manager
 * @param model what it is
 * @param network trained
 * @param data it was trained and tested on
 * @param transform what happens to images before the model sees them
 * @param seeds where the random streams come from
 * @param history the numbers of each epoch
 */
public record TrainedModel(
    ComputeEngine engine,
    NDManager manager,
    ModelSpec model,
    Block network,
    ImageData data,
    Transform transform,
    Seeds seeds,
    List<EpochMetrics> history) {
  private static final int BATCH = 1000;

  /** The network as what a figure that needs this ability takes it for. */
  <T> T network(Class<T> ability) {
    return ability.cast(network);
  }

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
      Distribution outputs =
          network(Reconstructing.class)
              .reconstruct(new ParameterStore(scratch, false), images, test.labels(), z);
      return new Reconstructed(pixels(images), pixels(pixels.of(outputs)));
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
    return codes(ImagePart.TEST, Representative.MEAN, count, null).values();
  }

  /** The codes of images {@code (N, Z)}, and their classes. */
  record Codes(float[][] values, int[] classes) {}

  /**
   * The codes of the first {@code count} images of a set, or of the first so many of each class.
   */
  Codes codes(ImagePart set, Representative from, int count, @Nullable Integer perClass) {
    engine.seed(seeds.derive("figure-latent"));
    ImageSet images = set.of(data);
    int[] classes = images.classes();
    int[] rows =
        perClass == null
            ? IntStream.range(0, Math.min(count, classes.length)).toArray()
            : firstOfEach(classes, perClass);
    float[][] values = new float[rows.length][];
    long[] order = Arrays.stream(rows).asLongStream().toArray();
    try (NDManager whole = manager.newSubManager();
        ShuffledImages chosen = images.shuffled(whole, order, BATCH)) {
      for (int start = 0; start < rows.length; start += BATCH) {
        int end = Math.min(start + BATCH, rows.length);
        try (NDManager scratch = whole.newSubManager()) {
          float[][] part = encode(scratch, chosen.batch(scratch, start, end), from);
          System.arraycopy(part, 0, values, start, part.length);
        }
      }
    }
    return new Codes(values, Arrays.stream(rows).map(row -> classes[row]).toArray());
  }

  private float[][] encode(NDManager scratch, LabelledImages chosen, Representative code) {
    ParameterStore weights = new ParameterStore(scratch, false);
    NDArray images = transform.eachTime(chosen.images());
    return rows(code.of(network(Encoding.class).encode(weights, images, chosen.labels())));
  }

  /** The rows of the first {@code count} of each class, in their order. */
  private int[] firstOfEach(int[] classes, int count) {
    int[] seen = new int[data.classNames().size()];
    return IntStream.range(0, classes.length).filter(row -> seen[classes[row]]++ < count).toArray();
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
