package org.vaelab.experiments.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vaelab.training.TrainingObserver;
import org.vaelab.training.metrics.EpochMetrics;
import org.vaelab.training.metrics.Measures;

/** Shows a training: a bar within an epoch where a person watches, and a line after each. */
final class ProgressDisplay implements TrainingObserver, AutoCloseable {
  private static final double NANOSECONDS = 1e9;

  private final Terminal terminal;
  private final int epochs;
  private @Nullable LiveLine line;
  private volatile EpochProgress progress;
  private int images;
  private long epochStart;

  /** Of the epoch before, with its test, its figures and its checkpoint; 0 before the second. */
  private double wholeEpoch;

  ProgressDisplay(Terminal terminal, int epochs) {
    this.terminal = terminal;
    this.epochs = epochs;
    progress = new EpochProgress(1, epochs, 0, 0, 0, 0, 0);
  }

  @Override
  public void epochStarted(int epoch, int images) {
    long now = System.nanoTime();
    wholeEpoch = epochStart == 0 ? 0 : (now - epochStart) / NANOSECONDS;
    epochStart = now;
    this.images = images;
  }

  @Override
  public void progressed(int epoch, int images, Measures means) {
    double seconds = (System.nanoTime() - epochStart) / NANOSECONDS;
    double share = (double) images / this.images;
    double epochLeft = seconds / share - seconds;
    double each = wholeEpoch > 0 ? wholeEpoch : seconds / share;
    double runLeft = Math.max(epochLeft, each - seconds) + (epochs - epoch) * each;
    progress =
        new EpochProgress(epoch, epochs, share, means.loss(), images / seconds, epochLeft, runLeft);
    if (line == null && terminal.interactive()) {
      line = new LiveLine(terminal, () -> progress);
    }
  }

  @Override
  public void epochEnded(EpochMetrics metrics) {
    close();
    int digits = Integer.toString(epochs).length();
    terminal.say(
        String.format(
            Locale.ROOT,
            "epoch %" + digits + "d/%d  train %s  test %s  %.1f s  %,.0f images/s",
            metrics.epoch(),
            epochs,
            MeasureWords.of(metrics.train()),
            MeasureWords.of(metrics.test()),
            metrics.seconds(),
            metrics.imagesPerSecond()));
  }

  /** Takes the bar off the terminal. */
  @Override
  public void close() {
    if (line != null) {
      line.close();
      line = null;
    }
  }
}
