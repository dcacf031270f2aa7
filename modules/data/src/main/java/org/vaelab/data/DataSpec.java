package org.vaelab.data;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.stream.Stream;
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
   * Reads, checks and transforms the data; all of it will be on the device.
   *
   * @param manager owns the images, on its device
   * @param sources where the user keeps data
   * @return the images, ready to be trained on
   * @throws InputException when files are missing or broken, or there are too few images
   */
  public ImageData load(NDManager manager, DataSources sources) {
    return load(manager, sources, DeviceMemory.ALL);
  }

  /**
   * Reads, checks and transforms the data.
   *
   * @param manager owns the images, on its device
   * @param sources where the user keeps data
   * @param memory how much of the device they may take; what is larger is streamed
   * @return the images, ready to be trained on
   * @throws InputException when files are missing or broken, or there are too few images
   */
  public ImageData load(NDManager manager, DataSources sources, DeviceMemory memory) {
    Dataset source = Dataset.named(dataset);
    try (NDManager host = Engine.getInstance().newBaseManager(Device.cpu())) {
      RawImages train = source.read(host, Split.TRAIN, sources, orAll(limit));
      RawImages test = source.read(host, Split.TEST, sources, orAll(testLimit));
      int trainSize = Math.min(orAll(limit), train.labels().length);
      int testSize = Math.min(orAll(testLimit), test.labels().length);
      int kept = trainSize - checked(trainSize);
      PixelScale scale =
          transform == Transform.STANDARDIZE
              ? PixelScale.of(transform.once(train.pixels(0, kept)))
              : PixelScale.UNIT;
      boolean resident = memory.holds(source.shape(), (long) trainSize + testSize);
      Placement placement = new Placement(manager, source, transform, scale, resident, memory);
      return new ImageData(
          source.shape(),
          scale,
          source.classNames(),
          placement.place(train, 0, kept),
          validation == 0 ? null : placement.place(train, kept, trainSize),
          placement.place(test, 0, testSize),
          train.origin(),
          Stream.of(train, test).flatMap(raw -> raw.fingerprints().stream()).toList());
    }
  }

  private int checked(int trainSize) {
    if (validation >= trainSize) {
      throw new InputException(
          "data.validation must be < "
              + trainSize
              + ", the number of training images of "
              + dataset
              + ", was "
              + validation);
    }
    return validation;
  }

  private static int orAll(@Nullable Integer count) {
    return count == null ? Integer.MAX_VALUE : count;
  }
}
