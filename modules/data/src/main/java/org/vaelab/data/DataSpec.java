package org.vaelab.data;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.digits.DrawnDigits;
import org.vaelab.data.source.DataSources;
import org.vaelab.data.source.Dataset;
import org.vaelab.data.source.Fingerprint;
import org.vaelab.data.source.RawImages;
import org.vaelab.data.source.Split;
import org.vaelab.engine.Scalars;
import org.vaelab.input.ImageShape;
import org.vaelab.input.InputException;
import org.vaelab.input.Settings;

/**
 * The data of an experiment.
 *
 * @param dataset what is learnt from
 * @param transform what happens to pixels
 * @param validation how many images are taken off the end of the training images and held out
 * @param limit at most that many training images, from the front; null for all
 * @param testLimit at most that many test images, from the front; null for all
 */
public record DataSpec(
    Dataset dataset,
    Transform transform,
    int validation,
    @Nullable Integer limit,
    @Nullable Integer testLimit) {
  /** Checks the counts. */
  public DataSpec {
    Settings settings = new Settings().atLeast("validation", validation, 0);
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
    this(new DrawnDigits(), Transform.UNIT, 0, null, null);
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
    ImageShape shape = dataset.shape();
    List<String> classNames = dataset.classNames();
    try (NDManager host = Engine.getInstance().newBaseManager(Device.cpu())) {
      // Fingerprints hold the files' bytes until they are worked out.
      List<Fingerprint> fingerprints = new ArrayList<>();
      RawImages train = dataset.read(host, Split.TRAIN, sources, orAll(limit));
      fingerprints.addAll(train.fingerprints());
      RawImages test = dataset.read(host, Split.TEST, sources, orAll(testLimit));
      fingerprints.addAll(test.fingerprints());
      int trainSize = Math.min(orAll(limit), train.labels().length);
      int testSize = Math.min(orAll(testLimit), test.labels().length);
      int kept = trainSize - checked(trainSize);
      PixelScale scale =
          transform == Transform.STANDARDIZE ? scale(train.bytes(0, kept)) : PixelScale.UNIT;
      boolean resident = memory.holds(shape, (long) trainSize + testSize);
      Placement placement =
          new Placement(manager, shape, classNames.size(), transform, scale, resident, memory);
      return new ImageData(
          shape,
          scale,
          classNames,
          placement.place(train, 0, kept),
          validation == 0 ? null : placement.place(train, kept, trainSize),
          placement.place(test, 0, testSize),
          train.origin(),
          fingerprints);
    }
  }

  /** Of float32 pixels for as long as that takes. */
  private static PixelScale scale(NDArray bytes) {
    try (NDManager scratch = bytes.getManager().newSubManager()) {
      NDArray pixels = bytes.toType(DataType.FLOAT32, true);
      pixels.attach(scratch);
      return PixelScale.of(pixels.divi(Scalars.like(pixels, 255)));
    }
  }

  private int checked(int trainSize) {
    if (validation >= trainSize) {
      throw new InputException(
          "data.validation must be < "
              + trainSize
              + ", the number of training images of "
              + dataset.name()
              + ", was "
              + validation);
    }
    return validation;
  }

  private static int orAll(@Nullable Integer count) {
    return count == null ? Integer.MAX_VALUE : count;
  }
}
