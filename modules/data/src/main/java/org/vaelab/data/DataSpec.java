package org.vaelab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.engine.InputException;
import org.vaelab.engine.Settings;

/**
 * The data of an experiment.
 *
 * @param dataset the name of a {@link Dataset}
 * @param transform what happens to pixels
 * @param validation how many images are taken off the end of the training images and held out
 * @param limit at most that many training images, from the front; null for all
 * @param testLimit at most that many test images, from the front; null for all
 */
public record DataSpec(
    String dataset,
    Transform transform,
    int validation,
    @Nullable Integer limit,
    @Nullable Integer testLimit) {
  /** Checks the name and the counts. */
  public DataSpec {
    Settings settings =
        new Settings()
            .oneOf("dataset", dataset, Dataset.names())
            .atLeast("validation", validation, 0);
    if (limit != null) {
      settings.atLeast("limit", limit, 1);
      settings.require(
          validation < limit || limit < 1,
          "validation",
          "must be < limit (" + limit + "), was " + validation);
    }
    if (testLimit != null) {
      settings.atLeast("testLimit", testLimit, 1);
    }
    settings.check();
  }

  /** All drawn digits, as grey values. */
  public DataSpec() {
    this("digits", Transform.UNIT, 0, null, null);
  }

  /**
   * Reads, checks and transforms the data.
   *
   * @param manager owns the images, on its device
   * @param sources where the user keeps data
   * @return the images, ready to be trained on
   * @throws InputException when files are missing or broken, or there are too few images
   */
  public ImageData load(NDManager manager, DataSources sources) {
    Dataset source = Dataset.named(dataset);
    List<Fingerprint> fingerprints = new ArrayList<>();
    try (NDManager scratch = manager.newSubManager()) {
      RawImages train = source.read(scratch, Split.TRAIN, sources, orAll(limit));
      RawImages test = source.read(scratch, Split.TEST, sources, orAll(testLimit));
      int trainSize = Math.min(orAll(limit), train.labels().length);
      if (validation >= trainSize) {
        throw new InputException(
            "data.validation must be < "
                + trainSize
                + ", the number of training images of "
                + dataset
                + ", was "
                + validation);
      }
      int kept = trainSize - validation;
      fingerprints.addAll(train.fingerprints());
      fingerprints.addAll(test.fingerprints());
      PixelScale scale =
          transform == Transform.STANDARDIZE
              ? PixelScale.of(pixels(train, 0, kept))
              : PixelScale.UNIT;
      Parts parts = new Parts(manager, source, scale);
      int testSize = Math.min(orAll(testLimit), test.labels().length);
      return new ImageData(
          source.shape(),
          scale,
          source.classNames(),
          parts.cut(train, 0, kept),
          validation == 0 ? null : parts.cut(train, kept, trainSize),
          parts.cut(test, 0, testSize),
          train.origin(),
          fingerprints);
    }
  }

  /** Pixels in [0, 1], a row an image; flat, because DJL's colour images are a transposed view. */
  private NDArray pixels(RawImages raw, int from, int to) {
    return transform.once(raw.images().get(from + ":" + to).reshape(to - from, -1));
  }

  /** Cuts pieces out of what was read; {@code manager} owns them. */
  private final class Parts {
    private final NDManager manager;
    private final Dataset source;
    private final PixelScale scale;

    Parts(NDManager manager, Dataset source, PixelScale scale) {
      this.manager = manager;
      this.source = source;
      this.scale = scale;
    }

    LabelledImages cut(RawImages raw, int from, int to) {
      NDArray images = scale.apply(pixels(raw, from, to)).reshape(source.shape().batch(to - from));
      images.attach(manager);
      int classes = source.classNames().size();
      FloatBuffer oneHot = FloatBuffer.allocate((to - from) * classes);
      for (int i = from; i < to; i++) {
        oneHot.put((i - from) * classes + raw.labels()[i], 1f);
      }
      return new LabelledImages(images, manager.create(oneHot, new Shape(to - from, classes)));
    }
  }

  private static int orAll(@Nullable Integer count) {
    return count == null ? Integer.MAX_VALUE : count;
  }
}
