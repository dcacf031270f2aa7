package org.vaelab.training.metrics;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.vaelab.data.ImageData;
import org.vaelab.models.family.Learner;

/**
 * The numbers of one epoch.
 *
 * @param epoch from 1
 * @param train means over the epoch's batches, each taken before its update
 * @param validation means over the images held out, after the epoch; null where there are none
 * @param test means over the test images, after the epoch
 * @param learningRate of the epoch's last update
 * @param seconds the training took, without the test
 * @param imagesPerSecond trained on
 * @param settledLoss the training loss with the schedules of its weights over: what is watched as
 *     {@code train_loss}, which grows with a beta that grows
 */
public record EpochMetrics(
    int epoch,
    Measures train,
    @Nullable Measures validation,
    Measures test,
    double learningRate,
    double seconds,
    double imagesPerSecond,
    double settledLoss) {
  /**
   * What was measured, and nothing that follows from it.
   *
   * @param epoch from 1
   * @param train means over the epoch's batches
   * @param validation means over the images held out; null where there are none
   * @param test means over the test images
   * @param learningRate of the epoch's last update
   * @param seconds the training took
   * @param imagesPerSecond trained on
   */
  public EpochMetrics(
      int epoch,
      Measures train,
      @Nullable Measures validation,
      Measures test,
      double learningRate,
      double seconds,
      double imagesPerSecond) {
    this(epoch, train, validation, test, learningRate, seconds, imagesPerSecond, train.loss());
  }

  /**
   * The same with all that follows from what was measured.
   *
   * @param learner whose measures they are
   * @param data what it was trained on
   * @return a changed copy
   */
  public EpochMetrics completed(Learner learner, ImageData data) {
    double logJacobian = -data.shape().size() * Math.log(data.scale().standardDeviation());
    return new EpochMetrics(
        epoch,
        train.completed(learner, logJacobian),
        validation == null ? null : validation.completed(learner, logJacobian),
        test.completed(learner, logJacobian),
        learningRate,
        seconds,
        imagesPerSecond,
        learner.settledLoss(train.values()));
  }

  /**
   * A measure as it is watched over the epochs.
   *
   * @param column as in metrics.csv
   * @return {@link #settledLoss} for train_loss, else the value of the column
   * @throws NullPointerException when nothing of that name was measured
   */
  public double watched(String column) {
    return column.equals("train_loss") ? settledLoss : column(column);
  }

  /**
   * A measure by its column in metrics.csv.
   *
   * @param column such as test_loss
   * @return its value
   * @throws NullPointerException when nothing of that name was measured
   */
  public double column(String column) {
    int split = column.indexOf('_');
    String part = column.substring(0, split);
    Measures measures =
        switch (part) {
          case "train" -> train;
          case "validation" -> Objects.requireNonNull(validation, "no images were held out");
          case "test" -> test;
          default -> throw new IllegalArgumentException(column + " is no measure");
        };
    return measures.get(column.substring(split + 1));
  }
}
