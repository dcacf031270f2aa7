package org.vaelab.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.BatchLoop;
import org.vaelab.data.ImageSet;
import org.vaelab.data.LabelledImages;
import org.vaelab.data.ShuffledImages;
import org.vaelab.data.Transform;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.losses.distribution.Representative;
import org.vaelab.models.family.Encoding;
import org.vaelab.models.family.LatentDivergence;
import org.vaelab.models.family.Reconstructing;
import org.vaelab.models.parameter.FixedWeights;
import org.vaelab.training.metrics.KlPerDimension;

/**
 * What a model makes of the sets of images of an experiment, as plain Java arrays. What is drawn
 * (by the transform, or of a posterior) depends on the seed alone.
 *
 * @param model that reads them
 * @param transform what happens to images before the model sees them
 */
public record ImageSetReader(TrainedModel model, Transform transform) {
  private static final int BATCH = 1000;

  /**
   * Images as a model saw them, and what it made of them; values around [0, 1].
   *
   * @param inputs N rows of pixels
   * @param outputs N rows of pixels
   */
  public record Reconstructed(float[][] inputs, float[][] outputs) {}

  /**
   * The codes of images, and their classes.
   *
   * @param values N rows of Z numbers
   * @param classes N numbers
   */
  public record Codes(float[][] values, int[] classes) {}

  /**
   * What the model makes of the first images of a set.
   *
   * @param set of images
   * @param count of them, at most 1,000
   * @param z what of an image's posterior is decoded
   * @param pixels what is taken of the decoder's distribution
   * @param seed of the draws
   * @return images and reconstructions
   */
  public Reconstructed reconstruct(
      ImageSet set, int count, Representative z, Representative pixels, long seed) {
    return model.seeded(
        seed,
        () -> {
          try (NDManager scratch = model.manager().newSubManager()) {
            LabelledImages first =
                transform.eachTime(set.range(scratch, 0, Math.min(count, set.size())));
            Distribution outputs =
                model
                    .network(Reconstructing.class)
                    .reconstruct(new FixedWeights(scratch), first.images(), first.labels(), z);
            return new Reconstructed(pixels(first.images()), pixels(pixels.of(outputs)));
          }
        });
  }

  private float[][] pixels(NDArray images) {
    return model.toUnit(Rows.of(images));
  }

  /**
   * The codes of the first images of a set, or of the first so many of each class.
   *
   * @param set of images
   * @param from what of a posterior is taken
   * @param count how many images, where not by class
   * @param perClass how many of each class; null for the first of all
   * @param seed of the draws
   * @return codes in the order of the set
   */
  public Codes codes(
      ImageSet set, Representative from, int count, @Nullable Integer perClass, long seed) {
    int[] classes = set.classes();
    int[] rows =
        perClass == null
            ? IntStream.range(0, Math.min(count, classes.length)).toArray()
            : firstOfEach(classes, perClass);
    float[][] values = model.seeded(seed, () -> codes(set, rows, from));
    return new Codes(values, Arrays.stream(rows).map(row -> classes[row]).toArray());
  }

  private float[][] codes(ImageSet set, int[] rows, Representative from) {
    long[] order = Arrays.stream(rows).asLongStream().toArray();
    Encoding encoder = model.network(Encoding.class);
    try (NDManager whole = model.manager().newSubManager();
        ShuffledImages chosen = set.shuffled(whole, order, BATCH)) {
      return new Rows(whole, rows.length, Rows.UNLABELLED, BATCH)
          .map(
              part -> {
                LabelledImages batch =
                    transform.eachTime(chosen.batch(part.scratch(), part.from(), part.to()));
                return from.of(encoder.encode(part.weights(), batch.images(), batch.labels()));
              });
    }
  }

  /** The rows of the first {@code count} of each class, in their order. */
  private int[] firstOfEach(int[] classes, int count) {
    int[] seen = new int[model.description().classNames().size()];
    return IntStream.range(0, classes.length).filter(row -> seen[classes[row]]++ < count).toArray();
  }

  /**
   * The mean of the posterior means of each class.
   *
   * @param set of images
   * @param limit how many are read, from the first on
   * @param seed of the draws
   * @return a code for each class that has images
   */
  public Map<Integer, float[]> classMeans(ImageSet set, int limit, long seed) {
    int[] classes = set.classes();
    double[][] sums =
        new double[model.description().classNames().size()][model.description().model().latent()];
    int[] counts = new int[sums.length];
    Encoding encoder = model.network(Encoding.class);
    model.seeded(
        seed,
        () -> {
          loop()
              .over(
                  set,
                  limit,
                  (scratch, batch, from) -> {
                    ParameterStore weights = new FixedWeights(scratch);
                    float[][] codes =
                        Rows.of(encoder.encode(weights, batch.images(), batch.labels()).mean());
                    for (int i = 0; i < codes.length; i++) {
                      counts[classes[from + i]]++;
                      add(codes[i], sums[classes[from + i]]);
                    }
                  });
          return counts;
        });
    Map<Integer, float[]> means = new HashMap<>();
    for (int k = 0; k < sums.length; k++) {
      if (counts[k] > 0) {
        means.put(k, divided(sums[k], counts[k]));
      }
    }
    return means;
  }

  /**
   * {@code KL(q || p)} of each latent dimension, the mean over the images.
   *
   * @param set of images
   * @param seed of the draws
   * @return Z numbers, in nats
   */
  public float[] klPerDimension(ImageSet set, long seed) {
    LatentDivergence network = model.network(LatentDivergence.class);
    return divided(model.seeded(seed, () -> KlPerDimension.of(loop(), network, set)), 1);
  }

  private BatchLoop loop() {
    return new BatchLoop(model.manager(), transform, BATCH);
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
