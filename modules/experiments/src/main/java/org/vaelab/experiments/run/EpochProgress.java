package org.vaelab.experiments.run;

import java.util.Locale;

/**
 * How far a training is, in a line.
 *
 * @param epoch from 1
 * @param epochs of the training
 * @param share of the epoch's images that were trained on, 0 to 1
 * @param loss so far in the epoch
 * @param imagesPerSecond of the epoch
 * @param epochLeft seconds until all its images were trained on
 * @param runLeft seconds until all epochs are done, as the epochs before went
 */
record EpochProgress(
    int epoch,
    int epochs,
    double share,
    double loss,
    double imagesPerSecond,
    double epochLeft,
    double runLeft)
    implements LiveLine.LineText {
  private static final int LEAST_BAR = 5;
  private static final int MOST_BAR = 40;

  /** As much as fits: the bar goes first, then what stands at the end. */
  @Override
  public String of(int columns) {
    String head = String.format(Locale.ROOT, "epoch %d/%d", epoch, epochs);
    String tail =
        String.format(
            Locale.ROOT,
            " %3.0f%%  loss %.2f  %,.0f images/s  %s left, run %s left",
            100 * share,
            loss,
            imagesPerSecond,
            Durations.clock(epochLeft),
            Durations.clock(runLeft));
    // A line that fills the last column makes some terminals begin another.
    int room = columns - 1;
    int bar = Math.min(MOST_BAR, room - head.length() - tail.length() - 3);
    String line = bar < LEAST_BAR ? head + tail : head + " [" + bar(bar) + "]" + tail;
    return line.substring(0, Math.max(0, Math.min(room, line.length())));
  }

  private String bar(int width) {
    int done = (int) Math.round(share * width);
    return "=".repeat(Math.max(0, done - 1)) + (done > 0 ? ">" : "") + " ".repeat(width - done);
  }
}
