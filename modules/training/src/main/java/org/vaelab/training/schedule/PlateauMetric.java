package org.vaelab.training.schedule;

import org.vaelab.training.metrics.EpochMetrics;

/** Which loss a plateau is sought in, by its CSV column; see {@link EpochMetrics#watched}. */
public enum PlateauMetric {
  /** Of the epoch's training batches. */
  TRAIN_LOSS("train_loss"),
  /** Of the images held out; needs {@code data.validation}. */
  VALIDATION_LOSS("validation_loss"),
  /** Of the test images. */
  TEST_LOSS("test_loss");

  private final String word;

  PlateauMetric(String word) {
    this.word = word;
  }

  double of(EpochMetrics metrics) {
    return metrics.watched(word);
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
