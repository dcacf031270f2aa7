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
      return new ImageData(
          source.shape(),
          source.classNames(),
          part(manager, source, train, 0, kept),
          validation == 0 ? null : part(manager, source, train, kept, trainSize),
          part(manager, source, test, 0, Math.min(orAll(testLimit), test.labels().length)),
          train.origin(),
          fingerprints);
    }
  }

  private LabelledImages part(NDManager manager, Dataset source, RawImages raw, int from, int to) {
    // Flat first: DJL's colour images are a transposed view, and batches want plain rows.
    NDArray pixels = raw.images().get(from + ":" + to).reshape(to - from, -1);
    NDArray images = transform.once(pixels).reshape(source.shape().batch(to - from));
    images.attach(manager);
    int classes = source.classNames().size();
    FloatBuffer oneHot = FloatBuffer.allocate((to - from) * classes);
    for (int i = from; i < to; i++) {
      oneHot.put((i - from) * classes + raw.labels()[i], 1f);
    }
    NDArray labels = manager.create(oneHot, new Shape(to - from, classes));
    return new LabelledImages(images, labels);
  }

  private static int orAll(@Nullable Integer count) {
    return count == null ? Integer.MAX_VALUE : count;
  }
}
