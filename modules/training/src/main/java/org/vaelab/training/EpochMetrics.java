package org.vaelab.training;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
 */
public record EpochMetrics(
    int epoch,
    Measures train,
    @Nullable Measures validation,
    Measures test,
    double learningRate,
    double seconds,
    double imagesPerSecond) {
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
