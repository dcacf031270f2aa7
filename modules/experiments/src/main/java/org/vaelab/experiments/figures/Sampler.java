package org.vaelab.experiments.figures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import org.vaelab.losses.distribution.Distribution;
import org.vaelab.models.family.Decoding;
import org.vaelab.models.family.Sampling;

/** New codes, and the images that a trained model makes of codes, as plain Java arrays. */
record Sampler(TrainedModel trained) {
  private static final int BATCH = 1000;

  /**
   * Draws of the prior, one for each class, from the random stream of that name. The same stream
   * gives the same codes; where the prior depends on the class, the same noise.
   */
  float[][] draw(String stream, int[] classes) {
    trained.engine().seed(trained.seeds().derive(stream));
    try (NDManager scratch = trained.manager().newSubManager()) {
      ParameterStore weights = new ParameterStore(scratch, false);
      return TrainedModel.rows(
          trained
              .network(Sampling.class)
              .prior(weights, scratch, classes.length, labels(scratch, classes))
              .sample());
    }
  }

  /** Draws of N(0, I) for {@code count} codes, from the random stream of that name. */
  float[][] noise(String stream, int count) {
    trained.engine().seed(trained.seeds().derive(stream));
    try (NDManager scratch = trained.manager().newSubManager()) {
      Shape shape = new Shape(count, trained.model().latent());
      return TrainedModel.rows(scratch.randomNormal(0f, 1f, shape, DataType.FLOAT32));
    }
  }

  /** The decoder's means, values around [0, 1]; an unconditional model ignores the classes. */
  float[][] decode(float[][] codes, int[] classes) {
    float[][] images = new float[codes.length][];
    for (int from = 0; from < codes.length; from += BATCH) {
      int to = Math.min(from + BATCH, codes.length);
      try (NDManager scratch = trained.manager().newSubManager()) {
        ParameterStore weights = new ParameterStore(scratch, false);
        NDArray z = scratch.create(Arrays.copyOfRange(codes, from, to));
        NDArray labels = labels(scratch, Arrays.copyOfRange(classes, from, to));
        Distribution decoded = trained.network(Decoding.class).decode(weights, z, labels);
        float[][] part = trained.pixels(decoded.mean());
        System.arraycopy(part, 0, images, from, part.length);
      }
    }
    return images;
  }

  private NDArray labels(NDManager scratch, int[] classes) {
    return scratch.create(classes).oneHot(trained.data().classNames().size(), DataType.FLOAT32);
  }
}
