package org.vaelab.training;

import java.util.List;
import java.util.regex.Pattern;
import org.vaelab.input.Settings;
import org.vaelab.training.metrics.EpochMetrics;

/**
 * Ends a training when a measure has not become better for some epochs; the weights of the best
 * epoch are kept.
 *
 * @param metric a column of metrics.csv, as {@link EpochMetrics#watched}; accuracy is better when
 *     higher, all else when lower
 * @param patience how many epochs without a better one are borne; the next one is the last
 * @param minDelta by how much the measure must change to be better
 */
public record EarlyStoppingSpec(String metric, int patience, double minDelta) {
  private static final Pattern COLUMN = Pattern.compile("(train|validation|test)_.+");

  /** Checks the word and the ranges. */
  public EarlyStoppingSpec {
    new Settings()
        .require(
            COLUMN.matcher(metric).matches(),
            "metric",
            "must be a measure after train_, validation_ or test_, such as test_loss, was \""
                + metric
                + "\"")
        .atLeast("patience", patience, 0)
        .atLeast("minDelta", minDelta, 0.0)
        .check();
  }

  /** Ten epochs without a better validation loss. */
  public EarlyStoppingSpec() {
    this("validation_loss", 10, 0);
  }

  /**
   * The best epoch so far.
   *
   * @param history at least one epoch
   * @return its number, from 1; the first of several that no other betters by enough
   */
  public int bestEpoch(List<EpochMetrics> history) {
    double sign = metric.endsWith("_accuracy") ? -1 : 1;
    int bestEpoch = 1;
    double best = Double.POSITIVE_INFINITY;
    for (EpochMetrics metrics : history) {
      double value = sign * metrics.watched(metric);
      if (value < best - minDelta || (metrics.epoch() == 1)) {
        best = value;
        bestEpoch = metrics.epoch();
      }
    }
    return bestEpoch;
  }

  /**
   * Whether the training is over.
   *
   * @param history the epochs so far
   * @return whether more epochs than the patience have gone since the best
   */
  public boolean stops(List<EpochMetrics> history) {
    return !history.isEmpty() && history.size() - bestEpoch(history) > patience;
  }
}
