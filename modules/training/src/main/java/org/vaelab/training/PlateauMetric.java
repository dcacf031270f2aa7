package org.vaelab.training;

import java.util.Objects;

/** Which loss a plateau is sought in, by its CSV column. */
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
    return switch (this) {
      case TRAIN_LOSS -> metrics.train().loss();
      case VALIDATION_LOSS ->
          Objects.requireNonNull(metrics.validation(), "no images were held out").loss();
      case TEST_LOSS -> metrics.test().loss();
    };
  }

  /** The word a spec uses. */
  @Override
  public String toString() {
    return word;
  }
}
